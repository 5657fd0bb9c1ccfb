/** How live records and scores differ from those at training, and what follows from it. */
@NullMarked
package io.sluice.watch;

import org.jspecify.annotations.NullMarked;
