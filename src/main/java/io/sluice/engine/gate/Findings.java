package io.sluice.engine.gate;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one file. */
final class Findings {
  private final String file;
  private final List<Finding> all = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void error(String rule, Tag at, String message, String right) {
    add(rule, Finding.Severity.ERROR, at.id(), at.line, message, right);
  }

  void warning(String rule, Tag at, String message, String right) {
    add(rule, Finding.Severity.WARNING, at.id(), at.line, message, right);
  }

  void error(String rule, int line, String message, String right) {
    add(rule, Finding.Severity.ERROR, "", line, message, right);
  }

  private void add(
      String rule,
      Finding.Severity severity,
      String element,
      int line,
      String message,
      String right) {
    Finding finding = new Finding(file, rule, severity, element, line, message, right);
    if (!all.contains(finding)) all.add(finding);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
