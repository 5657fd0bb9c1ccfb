package io.sluice.validate;

import io.sluice.data.Column;
import io.sluice.data.Places;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the quality rules of a contract. A library rule that tolerates no case becomes a rule on
 * rows, so that the bad ones are quarantined; any other becomes a measure of the accepted rows.
 * Rules of type text and custom are for people and other tools, rules of severity info and warning
 * refuse nothing.
 */
final class QualityParser {
  private static final Set<String> TYPES = Set.of("library", "sql", "text", "custom");

  private final ContractParser.Rules rules;
  private final List<Column> columns;

  QualityParser(ContractParser.Rules rules, List<Column> columns) {
    this.rules = rules;
    this.columns = columns;
  }

  void table(@Nullable List<ContractFile.Quality> all, Places.At at) {
    read(all, at, null, -1);
  }

  void column(@Nullable List<ContractFile.Quality> all, Places.At at, Column column, int position) {
    read(all, at, column, position);
  }

  private void read(
      @Nullable List<ContractFile.Quality> all, Places.At at, @Nullable Column column, int pos) {
    if (all == null) return;
    for (int i = 0; i < all.size(); i++) {
      ContractFile.Quality quality = all.get(i);
      Places.At here = at.in(i);
      String type = Objects.requireNonNullElse(quality.type(), "library");
      if (!TYPES.contains(type))
        throw here.in("type").error("type must be library, sql, text or custom");
      if (type.equals("text") || type.equals("custom")) continue;
      if (Set.of("info", "warning").contains(String.valueOf(quality.severity()))) continue;
      if (type.equals("sql")) sql(quality, here, column);
      else library(quality, here, column, pos);
    }
  }

  private void sql(ContractFile.Quality quality, Places.At at, @Nullable Column column) {
    String query = quality.query();
    if (query == null || query.isBlank()) throw at.error("a rule of type sql needs a query");
    String text = query.strip().replaceAll("\\$?\\{(object|table|model)}", "{object}");
    if (column != null)
      text = text.replaceAll("\\$?\\{(property|column|field)}", Metric.quoted(column.name()));
    if (text.endsWith(";")) text = text.substring(0, text.length() - 1);
    String name = Objects.requireNonNullElse(quality.name(), "sql");
    rules.sets.add(new SetRule(name, text, BoundParser.read(quality, at, null)));
  }

  private void library(
      ContractFile.Quality quality, Places.At at, @Nullable Column column, int position) {
    String key = quality.metric() != null ? "metric" : "rule";
    String word = quality.metric() != null ? quality.metric() : quality.rule();
    Metric metric = Metric.of(word);
    if (metric == null)
      throw at.in(key).error("unknown metric '%s'; known: %s".formatted(word, Metric.KNOWN));
    if (column == null && metric.ofColumn())
      throw at.in(key).error(word + " belongs under a property");
    SetRule.Bound bound = BoundParser.read(quality, at, metric);
    boolean percent = "percent".equals(quality.unit());
    Metric.Subject subject =
        new Metric.Subject(quality, at, percent, column, position, List.copyOf(columns));
    if (metric != Metric.ROWS && bound.none()) metric.rowRule(subject, rules);
    else rules.sets.add(metric.setRule(subject, bound));
  }
}
