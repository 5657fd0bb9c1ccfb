package io.sluice.api;

import io.sluice.engine.RunStep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run as callers see it.
 *
 * @param millis how long it took, or has taken so far
 * @param expected rows in all, absent while unknown
 */
record StepView(
    String element,
    String step,
    String title,
    RunStep.State state,
    int tries,
    Instant started,
    @Nullable Instant ended,
    long millis,
    long rows,
    @Nullable Long expected,
    long rejected,
    String message) {}
