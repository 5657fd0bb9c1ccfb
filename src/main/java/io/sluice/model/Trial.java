package io.sluice.model;

/**
 * One try of a search.
 *
 * @param auc on rows of the training part that this try did not learn from
 */
public record Trial(Algorithm algorithm, double auc) {}
