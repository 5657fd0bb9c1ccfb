package io.sluice.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model with its versions, the newest first.
 *
 * @param champion absent when none is released
 * @param challenger absent when none is tried
 */
record ModelView(
    String name,
    @Nullable String champion,
    @Nullable String challenger,
    List<VersionSummary> versions) {}
