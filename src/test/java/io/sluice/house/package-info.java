/** Tests of the house itself: its rooms, arrows and layout. */
@NullMarked
package io.sluice.house;

import org.jspecify.annotations.NullMarked;
