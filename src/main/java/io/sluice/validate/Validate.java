package io.sluice.validate;

import io.sluice.data.Lineage;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.data.ValidRecords;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import io.sluice.validate.StoredRows.Judgement;
import io.sluice.validate.StoredRows.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds records against their contract: rows that break it are quarantined, the rest go on typed.
 * Rejects the records as {@code over-tolerance} when too large a share is quarantined, {@code
 * no-valid-rows} when nothing is left, {@code contract-broken} when the accepted rows together
 * break a rule.
 */
@StepInfo(name = "validate", title = "Validate against a contract", deadline = "PT30M")
final class Validate implements Step<Validate.Input, Validate.Output> {
  private static final int TOLD = 3;
  private static final int MOST_TOLD = 100;

  /**
   * @param rejects rows that the collect step could not cut into fields
   * @param contract null for the one that the records came with
   */
  record Input(
      StepCall call,
      @Label("Records") RawRecords records,
      @Label("Unreadable rows") Records.@Nullable Stored rejects,
      @Label("Contract") @Nullable String contract,
      @Label("Unknown columns") @Default("refuse") Surplus unknown) {}

  /** What becomes of columns that the contract does not know. */
  enum Surplus {
    /** The row is turned away: a misspelt column would otherwise be missing in silence. */
    REFUSE,
    /** The column is left out: a record may carry more than is needed here. */
    DROP
  }

  /**
   * @param quarantine a row for each broken rule; null when there is none
   */
  record Output(ValidRecords valid, @Nullable Records quarantine, long accepted, long rejected) {}

  private final ContractCatalog contracts;
  private final StoredRows stored;

  Validate(ContractCatalog contracts, StoredRows stored) {
    this.contracts = contracts;
    this.stored = stored;
  }

  @Override
  public Output run(Input input) {
    String named = input.contract() == null ? input.records().contract() : input.contract();
    Contract contract = contracts.contract(named);
    return switch (input.records().records()) {
      case Records.Inline rows -> inline(contract, rows, input.unknown() == Surplus.DROP);
      case Records.Stored raw -> stored(contract, raw, input);
    };
  }

  /** Which columns break which rule, without values. */
  private static List<RecordCheck.Fault> told(InlineRows judged) {
    return judged.reasons().stream()
        .limit(MOST_TOLD)
        .map(r -> new RecordCheck.Fault(r.column(), r.rule(), r.message()))
        .toList();
  }

  private static List<Map<String, Object>> known(Contract contract, Records.Inline rows) {
    Set<String> names = new HashSet<>(contract.schema().names());
    List<Map<String, Object>> known = new ArrayList<>();
    for (Map<String, Object> row : rows.rows()) {
      Map<String, Object> kept = new LinkedHashMap<>(row);
      kept.keySet().removeIf(name -> !names.contains(name) && !name.startsWith("_"));
      known.add(kept);
    }
    return known;
  }

  /** Measures of the whole set say nothing about a few rows and are left out. */
  private static Output inline(Contract contract, Records.Inline rows, boolean drops) {
    InlineRows judged = new InlineRows(contract, drops ? known(contract, rows) : rows.rows());
    long all = rows.rows().size();
    check(contract, all, judged.rejected(), judged.reasons(), Map.of("errors", told(judged)));
    return new Output(
        new ValidRecords(judged.valid(), contract.name()),
        judged.rejected() == 0 ? null : judged.quarantine(),
        all - judged.rejected(),
        judged.rejected());
  }

  private Output stored(Contract contract, Records.Stored raw, Input input) {
    List<String> parents = new ArrayList<>(List.of(raw.dataset()));
    if (input.rejects() != null) parents.add(input.rejects().dataset());
    Lineage lineage = new Lineage(input.call().run(), input.call().element(), parents);
    var progress = input.call().progress();
    try (Judgement judged = stored.judge(raw, input.rejects(), contract, progress)) {
      long all = judged.rows();
      long rejected = judged.rejected();
      progress.expected(all);
      progress.rejected(rejected);
      Records.@Nullable Stored quarantine =
          rejected == 0 ? null : judged.quarantine(lineage).reference();
      Map<String, Object> facts = new HashMap<>();
      if (quarantine != null) facts.put("quarantine", quarantine.dataset());
      check(contract, all, rejected, judged.reasons(), facts);
      together(contract, judged.broken(), facts);
      Records.Stored valid = judged.valid(lineage).reference();
      progress.rows(all);
      return new Output(
          new ValidRecords(valid, contract.name()), quarantine, all - rejected, rejected);
    }
  }

  private static void check(
      Contract contract,
      long all,
      long rejected,
      List<Reason> reasons,
      Map<String, Object> quarantine) {
    Map<String, Object> facts = new HashMap<>(quarantine);
    facts.put("rows", all);
    facts.put("rejected", rejected);
    String told =
        reasons.stream().limit(TOLD).map(Validate::text).collect(Collectors.joining("; "));
    if (rejected > contract.tolerance() * all)
      throw new StepRejected(
          "over-tolerance",
          "%,d of %,d rows (%s) break contract %s, which tolerates %s. Most often: %s"
              .formatted(
                  rejected,
                  all,
                  percent((double) rejected / all),
                  contract.name(),
                  percent(contract.tolerance()),
                  told),
          facts);
    if (rejected == all)
      throw new StepRejected(
          "no-valid-rows",
          all == 0 ? "there are no rows" : "no row keeps contract " + contract.name() + ": " + told,
          facts);
  }

  private static void together(
      Contract contract, List<SetRule.Broken> broken, Map<String, Object> facts) {
    if (broken.isEmpty()) return;
    String told =
        broken.stream()
            .map(
                b ->
                    "%s must be %s and is %s"
                        .formatted(b.rule().name(), b.rule().bound().text(), measured(b)))
            .collect(Collectors.joining("; "));
    throw new StepRejected(
        "contract-broken", "the rows break contract " + contract.name() + ": " + told, facts);
  }

  private static String measured(SetRule.Broken broken) {
    return Double.isFinite(broken.measured())
        ? SetRule.Bound.plain(broken.measured())
        : "not a number";
  }

  private static String text(Reason reason) {
    String column = reason.column().isEmpty() ? "" : reason.column() + ": ";
    return "%s%s (%s, %,d rows)".formatted(column, reason.message(), reason.rule(), reason.rows());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
