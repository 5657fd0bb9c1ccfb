/** Hands results to consumers: the result table, its undo, and notices to targets. */
@NullMarked
package io.sluice.publish;

import org.jspecify.annotations.NullMarked;
