package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's own FEEL is the measure. */
class ParsedFeelTest {
  private final ScalaFeelEngine own = new ScalaFeelEngine(List.of());
  private final ParsedFeel parsed = new ParsedFeel();

  @SuppressWarnings({"NullAway", "unchecked"}) // a fact may be null
  private static VariableContext context(Map<String, @Nullable Object> facts) {
    return Variables.fromMap((Map<String, Object>) (Map<String, ?>) facts).asVariableContext();
  }

  private static Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> facts = new HashMap<>();
    facts.put("score", .3);
    facts.put("amount", 9_000L);
    facts.put("whole", new BigDecimal("12.50"));
    facts.put("name", "ada");
    facts.put("yes", true);
    facts.put("day", LocalDate.of(2026, 11, 25));
    facts.put("list", Arrays.asList(1, 2, null));
    facts.put("nested", Map.of("inner", Map.of("deep", 3)));
    facts.put("nothing", null);
    return facts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "score",
        "score * 2 + amount",
        "if score < 0.5 then \"low\" else \"high\"",
        "name + \" b\"",
        "upper case(name)",
        "sum([1, 2, amount])",
        "some x in [1, 2, 3] satisfies x > 2",
        "for x in [1, 2, 3] return x * x",
        "nested.inner.deep",
        "nothing",
        "unknown",
        "whole + 1",
        "date(\"2026-11-25\") = date(2026, 11, 25)",
        "day",
        "{a: 1, b: a + 1}.b",
        "list[1]",
        "function(x) x + 1",
        "contains(name, \"d\") and yes",
        "1 / 0",
        "amount.wrong",
        "assert(score, score > 1)",
        "sqrt(-1)",
        "1 +"
      })
  void saysOfAnExpressionWhatTheEnginesOwnSays(String text) {
    for (int i = 0; i < 2; i++)
      assertThat(expression(parsed, text)).as(text).isEqualTo(expression(own, text));
  }

  private static String expression(ScalaFeelEngine engine, String text) {
    try {
      Object value = engine.evaluateSimpleExpression(text, context(facts()));
      if (text.startsWith("function")) return value.getClass().getName();
      return value == null ? "null" : value.getClass().getName() + " " + value;
    } catch (FeelException e) {
      return "refused";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "< 0.5",
        "> 0.5",
        "[0.1..0.3]",
        "(0.3..1]",
        "0.3",
        "< 0.1, > 0.2",
        "not(0.3)",
        "-",
        "< amount",
        "? * 2 > 0.5",
        "\"a\"",
        "null",
        "unknown",
        "score",
        "< \"a\"",
        "yes and ? < 1",
        "< <"
      })
  void saysOfATestWhatTheEnginesOwnSays(String text) {
    for (String input : List.of("score", "amount", "name", "nothing", "unknown"))
      for (int i = 0; i < 2; i++)
        assertThat(test(parsed, text, input))
            .as(text + " of " + input)
            .isEqualTo(test(own, text, input));
  }

  private static String test(ScalaFeelEngine engine, String text, String input) {
    Map<String, @Nullable Object> facts = facts();
    facts.put("cellInput", facts.get(input));
    try {
      return "" + engine.evaluateSimpleUnaryTests(text, "cellInput", context(facts));
    } catch (FeelException | ClassCastException e) {
      return "refused";
    }
  }

  @Test
  void doesNotTakeAnExpressionForATest() {
    assertThat(parsed.<Object>evaluateSimpleExpression("score", context(facts()))).isEqualTo(.3);
    assertThat(parsed.evaluateSimpleUnaryTests("score", "score", context(facts()))).isTrue();
  }
}
