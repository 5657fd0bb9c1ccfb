/** Starts the product; everything else has a room of its own below. */
@NullMarked
package io.sluice;

import org.jspecify.annotations.NullMarked;
