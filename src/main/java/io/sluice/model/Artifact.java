package io.sluice.model;

import io.sluice.score.Fitted;

/**
 * A model version as it is kept.
 *
 * @param card the model card, Markdown
 */
public record Artifact(Manifest manifest, Fitted fitted, Baseline baseline, String card) {}
