/** Scores records with a model: the kernels, the encoding of features, the step. */
@NullMarked
package io.sluice.score;

import org.jspecify.annotations.NullMarked;
