@NullMarked
package io.sluice.access;

import org.jspecify.annotations.NullMarked;
