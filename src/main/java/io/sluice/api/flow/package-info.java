/** Flows and their runs, for those who embed them. */
@NullMarked
package io.sluice.api.flow;

import org.jspecify.annotations.NullMarked;
