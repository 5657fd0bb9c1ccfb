/** The process engine: binding of steps, safe settings, deployment, runs. */
@NullMarked
package io.sluice.engine;

import org.jspecify.annotations.NullMarked;
