package io.sluice.score;

/** One model version, ready to score. */
public final class ScoringModel {}
