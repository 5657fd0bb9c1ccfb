/** Brings records in: what a source sent becomes an immutable raw dataset. */
@NullMarked
package io.sluice.collect;

import org.jspecify.annotations.NullMarked;
