package io.sluice.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the expressions in a text and says which of them do more than compare and compute with
 * variables. The engine's language would call any method of any object; so what is let through is
 * told by its characters, and everything else is not.
 */
final class Expressions {
  /** Literals are cut out first; a point may stand between digits only. */
  private static final Pattern HARMLESS = Pattern.compile("[\\w\\s+\\-*/%<>=!&|?:]*");

  private static final Pattern POINT = Pattern.compile("(?<=\\d)\\.(?=\\d)");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_]\\w*");
  private static final Set<String> WORDS =
      Set.of(
          "true", "false", "null", "empty", "not", "and", "or", "eq", "ne", "lt", "gt", "le", "ge",
          "div", "mod");

  /** What the engine itself puts beside the variables. */
  private static final Set<String> INSIDES =
      Set.of("execution", "task", "caseExecution", "variableScope", "connector", "instanceof");

  private Expressions() {}

  /** The first expression that is not let through. */
  static Optional<String> harmful(String text) {
    for (int at = start(text, 0); at >= 0; at = start(text, at + 2)) {
      int end = end(text, at + 2);
      if (end < 0 || !harmless(text.substring(at + 2, end)))
        return Optional.of(text.substring(at, end < 0 ? text.length() : end + 1));
    }
    return Optional.empty();
  }

  /** Variables that the expressions of a text name. */
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (int at = start(text, 0); at >= 0; at = start(text, at + 2)) {
      int end = end(text, at + 2);
      if (end < 0) return names;
      Matcher matcher = NAME.matcher(withoutLiterals(text.substring(at + 2, end)));
      while (matcher.find()) if (!WORDS.contains(matcher.group())) names.add(matcher.group());
    }
    return names;
  }

  static boolean none(String text) {
    return start(text, 0) < 0;
  }

  private static int start(String text, int from) {
    for (int i = from; i + 1 < text.length(); i++)
      if ((text.charAt(i) == '$' || text.charAt(i) == '#') && text.charAt(i + 1) == '{') return i;
    return -1;
  }

  /** The brace that ends an expression, as the engine finds it: not within a literal. */
  private static int end(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') i++;
        else if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') quote = c;
      else if (c == '}') return i;
    }
    return -1;
  }

  private static boolean harmless(String expression) {
    String bare = POINT.matcher(withoutLiterals(expression)).replaceAll("");
    if (!HARMLESS.matcher(bare).matches()) return false;
    Matcher names = NAME.matcher(bare);
    while (names.find()) if (INSIDES.contains(names.group())) return false;
    return true;
  }

  /** A literal becomes 0, so that what stands beside it does not grow together. */
  private static String withoutLiterals(String expression) {
    return expression.replaceAll("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"", " 0 ");
  }
}
