/** Judges records by their data contract and quarantines the rows that break it. */
@NullMarked
package io.sluice.validate;

import org.jspecify.annotations.NullMarked;
