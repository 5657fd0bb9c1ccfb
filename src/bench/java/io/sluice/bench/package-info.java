/** Measurements, run by hand: {@code mvn -Pbench test-compile exec:exec@bench}. */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
