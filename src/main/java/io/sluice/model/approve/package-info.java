/** Who asked for a model version, and who said yes or no to it. */
@NullMarked
package io.sluice.model.approve;

import org.jspecify.annotations.NullMarked;
