/** Decisions: tables asked about records, people's answers, and the record kept of each case. */
@NullMarked
package io.sluice.decide;

import org.jspecify.annotations.NullMarked;
