/** Jobs of targets that do not answer are held back, and let go when they answer again. */
@NullMarked
package io.sluice.engine.park;

import org.jspecify.annotations.NullMarked;
