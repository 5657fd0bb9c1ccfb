package io.sluice.api;

import org.jspecify.annotations.Nullable;

/**
 * A model in a list.
 *
 * @param versions how many it has
 */
record ModelSummary(
    String name, @Nullable String champion, @Nullable String challenger, int versions) {}
