/** Connectors: the routes that reach the outside, and the bounds around every outside call. */
@NullMarked
package io.sluice.routes;

import org.jspecify.annotations.NullMarked;
