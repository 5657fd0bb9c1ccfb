/** Training with Smile. */
@NullMarked
package io.sluice.smile;

import org.jspecify.annotations.NullMarked;
