package io.sluice.score;

import java.util.List;

/**
 * What a model says of a batch.
 *
 * @param scores probability of the positive class for each row, NaN for a refused one
 * @param refusals the rows without a score, by position
 */
public record ScoredBatch(double[] scores, List<Refusal> refusals) {}
