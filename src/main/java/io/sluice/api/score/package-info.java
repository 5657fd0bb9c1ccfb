/** Scores for records that a request brings: no engine and no database on the way. */
@NullMarked
package io.sluice.api.score;

import org.jspecify.annotations.NullMarked;
