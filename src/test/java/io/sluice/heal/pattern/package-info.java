@NullMarked
package io.sluice.heal.pattern;

import org.jspecify.annotations.NullMarked;
