package io.sluice.engine;

import io.sluice.engine.park.Parking;
import io.sluice.heal.Cause;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Habit;
import io.sluice.heal.RuleTable;
import java.util.Map;
import java.util.Optional;

/** What people choose about a cause again and again, which might as well be a rule. */
final class Habits {
  /** The flow that lets people decide on a rule. */
  static final String SUGGESTION = "remedy-rule";

  private static final int LEAST = 3;

  private final CorrectiveActions actions;
  private final RuleTable rules;
  private final Latest latest;

  Habits(CorrectiveActions actions, RuleTable rules, Latest latest) {
    this.actions = actions;
    this.rules = rules;
    this.latest = latest;
  }

  /** Variables of the incident's form; empty texts when there is nothing to make a rule of. */
  Map<String, Object> shown(Cause cause) {
    Optional<Habit> habit = actions.habit(cause.id(), Parking.ACTOR, LEAST);
    if (habit.isEmpty() || latest.flow(SUGGESTION).isEmpty() || !rules.open(cause))
      return Map.of("habit", "", "habitText", "");
    return Map.of(
        "habit",
        habit.get().remedy().word(),
        "habitText",
        "People chose **%s** %,d times for this cause; it %s."
            .formatted(
                habit.get().remedy().word(), habit.get().times(), worked(habit.get().worked())));
  }

  private static String worked(long times) {
    if (times == 0) return "never worked";
    return times == 1 ? "worked once" : "worked %,d times".formatted(times);
  }
}
