/** Mines what healed by itself for what people should know of. */
@NullMarked
package io.sluice.heal.pattern;

import org.jspecify.annotations.NullMarked;
