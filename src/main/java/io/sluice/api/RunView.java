package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * A run with all that is known of it.
 *
 * @param links name to address: the run itself, and its quarantine when it has one
 */
record RunView(
    @JsonUnwrapped RunSummary summary,
    List<StepView> steps,
    List<DatasetView> datasets,
    Map<String, String> links) {}
