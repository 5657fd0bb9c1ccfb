/** The product as a whole, from outside. */
@NullMarked
package io.sluice;

import org.jspecify.annotations.NullMarked;
