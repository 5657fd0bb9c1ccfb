@NullMarked
package io.sluice.console;

import org.jspecify.annotations.NullMarked;
