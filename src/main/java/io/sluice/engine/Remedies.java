package io.sluice.engine;

import io.sluice.engine.park.Parking;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Remedy;
import io.sluice.step.DecisionTables;
import io.sluice.step.DecisionTables.Verdict;
import io.sluice.step.StepRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies what the table {@code remedies} says about a cause. Its outputs: {@code action}, a remedy
 * or {@code ask}; {@code limit}, how often to one run; {@code after}, minutes to wait before.
 * People are asked in any case; when the table's remedy heals, their task closes itself.
 */
final class Remedies {
  private static final Logger LOG = LoggerFactory.getLogger(Remedies.class);

  static final String TABLE = "remedies";
  private static final String ASK = "ask";

  private final DecisionTables tables;
  private final Latest latest;
  private final CauseFacts facts;
  private final AffectedJobs affected;
  private final CorrectiveActions actions;
  private final TransactionTemplate apart;

  /**
   * @param apart a transaction of its own for the table: one that fails must not undo the sweep
   */
  Remedies(
      DecisionTables tables,
      Latest latest,
      CauseFacts facts,
      AffectedJobs affected,
      CorrectiveActions actions,
      TransactionTemplate apart) {
    this.tables = tables;
    this.latest = latest;
    this.facts = facts;
    this.affected = affected;
    this.actions = actions;
    this.apart = apart;
  }

  /** Begins what the table says, unless something is under way or was tried often enough. */
  void consider(CauseBook.Open open) {
    if (open.waiting() == 0 || busy(open) || latest.table(TABLE).isEmpty()) return;
    Verdict verdict = ask(open);
    if (verdict == null) return;
    Optional<Remedy> remedy = Remedy.of(String.valueOf(verdict.outputs().get("action")));
    if (remedy.isEmpty() || remedy.get().needsPeople()) return;
    if (remedy.get() == waits(open)) return;
    int limit = Math.max(1, number(verdict.outputs(), "limit", 1));
    if (early(open, number(verdict.outputs(), "after", 0))) return;
    if (exhausted(open, remedy.get(), limit)) return;
    String rule = verdict.rules().isEmpty() ? "a rule" : "rule " + verdict.rules().getFirst();
    actions.begin(
        open.cause().id(),
        remedy.get(),
        Parking.ACTOR,
        "%s of table %s, version %d".formatted(rule, TABLE, verdict.version()),
        open.waiting(),
        "",
        limit);
    LOG.info("Cause {}: remedy {} by {}", open.cause().id(), remedy.get().word(), rule);
  }

  /** To wait is what an outage does anyway. */
  private static @Nullable Remedy waits(CauseBook.Open open) {
    return open.cause().outage() ? Remedy.WAIT : null;
  }

  private boolean busy(CauseBook.Open open) {
    Optional<Action> current = actions.current(open.cause().id());
    return current.isPresent()
        && !(open.cause().outage()
            && current.get().remedy() == Remedy.WAIT
            && current.get().actor().equals(Parking.ACTOR));
  }

  private @Nullable Verdict ask(CauseBook.Open open) {
    Map<String, @Nullable Object> known = facts.of(open);
    try {
      Verdict verdict =
          Objects.requireNonNull(apart.execute(status -> tables.decide(TABLE, known)));
      return ASK.equals(verdict.outputs().get("action")) ? null : verdict;
    } catch (StepRejected e) {
      LOG.error("Table {} says nothing of cause {}: {}", TABLE, open.cause().id(), e.reason());
      return null;
    }
  }

  private boolean early(CauseBook.Open open, int minutes) {
    if (minutes <= 0) return false;
    Instant last = open.cause().outage() ? open.since() : affected.lastFailed(open.cause().id());
    return Instant.now().isBefore(last.plus(Duration.ofMinutes(minutes)));
  }

  private boolean exhausted(CauseBook.Open open, Remedy remedy, int limit) {
    return open.cause().outage()
        ? affected.held(open.cause().peer(), remedy, limit, 1).isEmpty()
        : affected.within(open.cause().id(), remedy, limit, 1).isEmpty();
  }

  private static int number(Map<String, @Nullable Object> outputs, String name, int otherwise) {
    return outputs.get(name) instanceof Number number ? number.intValue() : otherwise;
  }
}
