/** What may be deployed: one set of rules on flows, tables and forms, for every face. */
@NullMarked
package io.sluice.engine.gate;

import org.jspecify.annotations.NullMarked;
