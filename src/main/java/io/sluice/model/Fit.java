package io.sluice.model;

/**
 * One fitting of a model.
 *
 * @param weights of the classes; equal unless the algorithm takes weights
 * @param step called after each of the algorithm's {@link Algorithm#steps()}, from any thread; may
 *     throw to end the fitting
 */
public record Fit(Algorithm algorithm, ClassWeights.Factors weights, long seed, Runnable step) {}
