/** A sample world: loan applicants with known default risk, for trying Sluice out. */
@NullMarked
package io.sluice.sample;

import org.jspecify.annotations.NullMarked;
