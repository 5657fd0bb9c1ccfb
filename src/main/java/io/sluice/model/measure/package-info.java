/** Measures of a model on rows that it has not learned from: numbers in, numbers out. */
@NullMarked
package io.sluice.model.measure;

import org.jspecify.annotations.NullMarked;
