package io.sluice.publish;

import org.jspecify.annotations.Nullable;

/**
 * One set of scores handed to consumers.
 *
 * @param dataset id of the scores, empty when they were inline
 * @param place in the order in which the model's publications became current; null until then
 */
record Publication(
    long id,
    String model,
    String dataset,
    int round,
    long rows,
    @Nullable Long place,
    boolean withdrawn) {}
