package io.sluice.api;

import io.sluice.data.Dataset;
import java.util.List;

/**
 * A dataset of a run and where it comes from.
 *
 * @param parents ids of datasets, and of files as {@code file:<sha256>}
 */
record DatasetView(
    String id,
    Dataset.Kind kind,
    long rows,
    long bytes,
    String sha256,
    String element,
    List<String> parents) {}
