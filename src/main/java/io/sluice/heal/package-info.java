/**
 * Why things fail and what is done about it: causes, remedies, the ledger of corrective actions.
 */
@NullMarked
package io.sluice.heal;

import org.jspecify.annotations.NullMarked;
