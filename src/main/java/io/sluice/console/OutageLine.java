package io.sluice.console;

import io.sluice.heal.Outages;
import org.jspecify.annotations.Nullable;

/**
 * A target that is held back, as the page shows it.
 *
 * @param task that asks people; null when nobody is asked
 */
record OutageLine(Outages.Outage outage, @Nullable String task) {}
