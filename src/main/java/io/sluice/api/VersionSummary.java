package io.sluice.api;

import io.sluice.model.Metrics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version in a list.
 *
 * @param sha256 of its artifact, which a release can be bound to
 * @param run that trained it
 */
record VersionSummary(
    String version,
    String sha256,
    Instant created,
    String run,
    boolean retired,
    @Nullable Metrics metrics) {}
