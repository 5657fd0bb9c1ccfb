/**
 * Records that travel between steps, their schema, columnar batches and the dataset store's port.
 */
@NullMarked
package io.sluice.data;

import org.jspecify.annotations.NullMarked;
