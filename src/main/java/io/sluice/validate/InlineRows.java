package io.sluice.validate;

import io.sluice.data.Column;
import io.sluice.data.Records;
import io.sluice.validate.StoredRows.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a few rows against a contract by the same rules as stored ones. */
final class InlineRows {
  private final Contract contract;
  private final List<Map<String, Object>> rows;
  private final TreeMap<Integer, List<Finding>> findings = new TreeMap<>();

  private record Finding(String column, String rule, String message) {}

  InlineRows(Contract contract, List<Map<String, Object>> rows) {
    this.contract = contract;
    this.rows = rows;
    for (int row = 0; row < rows.size(); row++) unknown(row);
    if (!rows.isEmpty())
      contract.judge(
          new InlineCells(contract.schema().columns(), rows).batch(this::add),
          (row, rule) -> add((int) row, contract.rows().get(rule)));
    for (UniqueRule rule : contract.unique()) unique(rule);
  }

  long rejected() {
    return findings.size();
  }

  /** What is wrong with a row, in the order of its finding. */
  List<RecordCheck.Fault> faults(int row) {
    return findings.getOrDefault(row, List.of()).stream()
        .map(f -> new RecordCheck.Fault(f.column(), f.rule(), f.message()))
        .toList();
  }

  List<Reason> reasons() {
    Map<Finding, Long> counts =
        findings.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(f -> f, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(
            e ->
                new Reason(
                    e.getKey().column(), e.getKey().rule(), e.getKey().message(), e.getValue()))
        .sorted(Comparator.comparingLong(Reason::rows).reversed())
        .toList();
  }

  Records.Inline valid() {
    List<Map<String, Object>> valid = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++)
      if (!findings.containsKey(row)) valid.add(typed(row));
    return new Records.Inline(valid);
  }

  Records.Inline quarantine() {
    List<Map<String, Object>> all = new ArrayList<>();
    findings.forEach((row, list) -> list.forEach(finding -> all.add(record(row, finding))));
    return new Records.Inline(all.subList(0, Math.min(all.size(), Records.Inline.LIMIT)));
  }

  private Map<String, Object> record(int row, Finding finding) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("line", row + 1L);
    record.put("column", finding.column());
    record.put("rule", finding.rule());
    record.put("value", text(rows.get(row).get(finding.column())));
    record.put("message", finding.message());
    record.put("record", InlineCells.json(rows.get(row)));
    return InlineCells.map(record);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** A column that is misspelt would otherwise be missing in silence. */
  private void unknown(int row) {
    for (String name : rows.get(row).keySet())
      if (!name.startsWith("_") && contract.schema().column(name).isEmpty())
        add(row, new Finding(name, "unknown-column", "is no column of " + contract.name()));
  }

  private void unique(UniqueRule rule) {
    List<Column> columns =
        rule.columns().stream().map(n -> contract.schema().column(n).orElseThrow()).toList();
    Map<List<Object>, List<Integer>> byKey = new LinkedHashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      List<@Nullable Object> key = new ArrayList<>();
      for (Column column : columns)
        key.add(InlineCells.value(column.type(), rows.get(row).get(column.name())));
      if (key.stream().allMatch(Objects::nonNull))
        byKey.computeIfAbsent(InlineCells.list(key), k -> new ArrayList<>()).add(row);
    }
    byKey.values().forEach(twins -> twins(rule, twins));
  }

  private void twins(UniqueRule rule, List<Integer> twins) {
    boolean same = twins.stream().map(rows::get).distinct().count() == 1;
    for (int row : twins.subList(same ? 1 : 0, twins.size()))
      if (twins.size() > 1) add(row, new Finding(rule.label(), UniqueRule.NAME, "must be unique"));
  }

  private Map<String, Object> typed(int row) {
    Map<String, @Nullable Object> typed = new LinkedHashMap<>();
    for (Column column : contract.schema().columns())
      typed.put(column.name(), InlineCells.value(column.type(), rows.get(row).get(column.name())));
    typed.put(StoredRows.LINE, row + 1L);
    String key = RecordCheck.key(contract, InlineCells.map(typed));
    typed.put(StoredRows.KEY, key.isEmpty() ? String.valueOf(row + 1) : key);
    return InlineCells.map(typed);
  }

  private void add(int row, RowRule rule) {
    String column = contract.schema().columns().get(rule.column()).name();
    add(row, new Finding(column, rule.name(), rule.message()));
  }

  private void add(String column, int row) {
    add(row, new Finding(column, "type", "must be text"));
  }

  private void add(int row, Finding finding) {
    findings.computeIfAbsent(row, r -> new ArrayList<>()).add(finding);
  }
}
