package io.sluice.collect;

import io.sluice.data.Column;
import io.sluice.data.Schema;
import io.sluice.step.StepRejected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a file's first line against the contract's columns; their order is free. */
final class Header {
  private static final String OTHER_DELIMITERS = ",;\t|";

  private Header() {}

  static void check(List<String> header, Schema schema) {
    checkDelimiter(header, schema);
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<String> twice = header.stream().filter(name -> !seen.add(name)).distinct().toList();
    if (!twice.isEmpty()) wrong.add("twice there: " + String.join(", ", twice));
    List<String> missing =
        schema.columns().stream()
            .filter(Column::required)
            .map(Column::name)
            .filter(name -> !seen.contains(name))
            .toList();
    if (!missing.isEmpty()) wrong.add("missing: " + String.join(", ", missing));
    List<String> extra =
        header.stream().filter(name -> schema.column(name).isEmpty()).distinct().toList();
    if (!extra.isEmpty()) wrong.add("not in the contract: " + quoted(extra));
    if (wrong.isEmpty()) return;
    throw new StepRejected(
        "header-mismatch",
        "line 1: the columns do not match contract %s %s; %s; it wants, in any order: %s"
            .formatted(
                schema.contract(),
                schema.version(),
                String.join("; ", wrong),
                String.join(", ", schema.names())),
        Map.of("missing", missing, "extra", extra, "twice", twice));
  }

  private static void checkDelimiter(List<String> header, Schema schema) {
    if (header.size() != 1 || schema.columns().size() == 1) return;
    String line = header.getFirst();
    for (char other : OTHER_DELIMITERS.toCharArray())
      if (other != schema.delimiter() && line.indexOf(other) >= 0)
        throw new StepRejected(
            "wrong-delimiter",
            "line 1: the fields seem to be separated by %s; contract %s wants %s"
                .formatted(shown(other), schema.contract(), shown(schema.delimiter())));
  }

  private static String shown(char delimiter) {
    return delimiter == '\t' ? "a tab" : "'" + delimiter + "'";
  }

  /** A header cell may be anything, even data: shown short. */
  private static String quoted(List<String> names) {
    return names.stream()
        .limit(20)
        .map(n -> "'" + (n.length() > 60 ? n.substring(0, 60) + "…" : n) + "'")
        .collect(Collectors.joining(", "));
  }
}
