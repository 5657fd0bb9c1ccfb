package io.sluice.engine.gate;

import java.util.Set;

/** Decision tables are written in FEEL and reach nothing outside of themselves. */
final class TableRules {
  private static final Set<String> ONE = Set.of("UNIQUE", "FIRST", "ANY");

  void check(Tag root, Findings findings) {
    if (root.all("decision").findAny().isEmpty())
      findings.error("no-table", 0, "there is no decision in it", "draw one");
    root.all().forEach(tag -> element(tag, findings));
  }

  private static void element(Tag tag, Findings findings) {
    for (String attribute : new String[] {"expressionLanguage", "typeLanguage"})
      tag.attribute(attribute)
          .filter(language -> !language.isBlank() && !feel(language))
          .ifPresent(
              language ->
                  findings.error(
                      "script",
                      tag,
                      "its language is '%s'".formatted(language),
                      "FEEL, or no %s at all".formatted(attribute)));
    if (tag.attribute("kind").filter(k -> !k.equalsIgnoreCase("FEEL")).isPresent())
      findings.error("script", tag, "functions of other languages are not run", "write FEEL");
    if (tag.name.equals("text") && tag.text.toString().matches("(?s).*\\bexternal\\b.*"))
      findings.error("script", tag, "external functions are not called", "write FEEL");
    if (tag.name.equals("decision")
        && tag.attribute("{http://camunda.org/schema/1.0/dmn}historyTimeToLive").isEmpty())
      findings.error(
          "no-ttl", tag, "nothing says how long it is kept", "set camunda:historyTimeToLive");
    if (tag.name.equals("decisionTable")
        && tag.attribute("aggregation").isEmpty()
        && !ONE.contains(tag.attribute("hitPolicy").orElse("UNIQUE")))
      findings.warning(
          "hit-policy",
          tag,
          "a step takes one answer, and this table may give many",
          "one of " + ONE);
  }

  private static boolean feel(String language) {
    return language.equalsIgnoreCase("feel")
        || language.matches("(?i)https?://www\\.omg\\.org/.*feel.*|.*/DMN/.*");
  }
}
