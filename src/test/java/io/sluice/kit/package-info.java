/**
 * Tests of flows: the real engine and the real steps, with sources, targets and models that answer
 * as a test tells them. See {@link io.sluice.kit.FlowTest}.
 */
@NullMarked
package io.sluice.kit;

import org.jspecify.annotations.NullMarked;
