package io.sluice.api;

import io.sluice.engine.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param millis how long it took, or has taken so far
 * @param current the step at work, absent when none is
 */
record RunSummary(
    String id,
    String flow,
    int flowVersion,
    String businessKey,
    String file,
    Run.State state,
    Instant started,
    @Nullable Instant ended,
    long millis,
    String message,
    Counts counts,
    @Nullable StepView current) {}
