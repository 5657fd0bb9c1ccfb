package io.sluice.api;

import io.sluice.model.Metrics;
import java.time.Instant;

/**
 * A version in a list.
 *
 * @param sha256 of its artifact, which a release can be bound to
 * @param run that trained it
 */
record VersionSummary(
    String version, String sha256, Instant created, String run, boolean retired, Metrics metrics) {}
