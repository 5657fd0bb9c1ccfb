/** Tests of the sample world. */
@NullMarked
package io.sluice.sample;

import org.jspecify.annotations.NullMarked;
