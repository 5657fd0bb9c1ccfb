package io.sluice.model;

import io.sluice.score.Fitted;

/**
 * A model version as it is kept.
 *
 * @param golden rows with the scores that the model must give them
 * @param card the model card, Markdown
 */
public record Artifact(
    Manifest manifest, Fitted fitted, Baseline baseline, Golden golden, String card) {}
