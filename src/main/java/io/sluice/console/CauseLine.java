package io.sluice.console;

import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions.Action;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cause as the page shows it.
 *
 * @param action that is under way; null when nothing is
 * @param task that asks people; null when nobody is asked
 */
record CauseLine(CauseBook.Open open, @Nullable Action action, @Nullable String task) {

  static CauseLine of(CauseBook.Open open, Optional<Action> action, @Nullable String task) {
    return new CauseLine(open, action.orElse(null), task);
  }
}
