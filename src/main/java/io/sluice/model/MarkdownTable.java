package io.sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A table in Markdown; what stands in a cell cannot break out of it. */
final class MarkdownTable {
  private final List<String> lines = new ArrayList<>();

  MarkdownTable(String... head) {
    line(List.of(head));
    lines.add("|" + "---|".repeat(head.length));
  }

  /** Doubles are given four digits after the point. */
  MarkdownTable row(Object... cells) {
    line(List.of(cells));
    return this;
  }

  private void line(List<?> cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) line.append(' ').append(text(cell)).append(" |");
    lines.add(line.toString());
  }

  private static String text(Object cell) {
    return switch (cell) {
      case Double number -> String.format(Locale.ROOT, "%.4f", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      case OptionalDouble number when number.isEmpty() -> "–";
      case OptionalDouble number -> text((Object) number.getAsDouble());
      default -> escaped(cell.toString());
    };
  }

  /** Values come from data: they must neither end the cell nor become HTML or a link. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("[", "\\[")
        .replace("`", "\\`")
        .replaceAll("\\R", " ");
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
