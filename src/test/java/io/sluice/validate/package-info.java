/** Tests of contracts and of the step that applies them. */
@NullMarked
package io.sluice.validate;

import org.jspecify.annotations.NullMarked;
