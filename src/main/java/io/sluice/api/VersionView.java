package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sluice.model.Algorithm;
import io.sluice.model.Manifest;
import io.sluice.model.ModelSpec;
import java.util.List;
import java.util.Map;

/**
 * A version with what its manifest says.
 *
 * @param target what the score is the probability of
 * @param trainer library that fitted it
 * @param code version of Sluice that trained it
 * @param lineage contract, data and spec that it was made from
 * @param links name to address
 */
record VersionView(
    @JsonUnwrapped VersionSummary summary,
    String contract,
    String target,
    Algorithm algorithm,
    long seed,
    ModelSpec.Split split,
    Manifest.Data data,
    String trainer,
    String code,
    List<String> lineage,
    Map<String, String> links) {}
