package io.sluice.score;

/**
 * One reason for a score.
 *
 * @param feature the column that pushed it
 * @param contribution how far, on the scale on which the model adds up (log odds for boosting and
 *     logistic regression, probability for a forest); above 0 when it raised the score
 * @param text for people
 */
public record Reason(String feature, double contribution, String text) {}
