/** The contract of a step: a record in, a record out, and the two ways to fail. */
@NullMarked
package io.sluice.step;

import org.jspecify.annotations.NullMarked;
