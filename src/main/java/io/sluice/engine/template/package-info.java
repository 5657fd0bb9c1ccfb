/** What a modeler sees of steps: element templates, made from the steps' own records. */
@NullMarked
package io.sluice.engine.template;

import org.jspecify.annotations.NullMarked;
