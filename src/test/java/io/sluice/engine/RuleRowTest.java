package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.heal.Cause;
import io.sluice.heal.Remedy;
import io.sluice.heal.RuleTable.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuleRowTest {
  private static final Cause CAUSE =
      Cause.of("loan-application", "reserve", "core-banking", "StepUnavailable", "no <answer>");
  private static final Rule RULE = new Rule(CAUSE, Remedy.SKIP);

  private static String table() throws IOException {
    return Files.readString(Path.of("processes/remedies.dmn"));
  }

  private static RuleRow row(String dmn) {
    return RuleRow.read(dmn.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void addsTheRowBeforeAllOthersAndAColumnForTheCause() throws IOException {
    String changed = row(table()).with(RULE);
    assertThat(changed.indexOf("<rule id=\"cause-" + CAUSE.id()))
        .isPositive()
        .isLessThan(changed.indexOf("<rule id=\"wait\""));
    assertThat(changed).contains("<text>cause</text>").contains("no &lt;answer&gt;");
    assertThat(row(changed).knows(CAUSE)).isTrue();
    assertThat(row(table()).knows(CAUSE)).isFalse();
  }

  @Test
  void addsNoSecondColumn() throws IOException {
    Cause other = Cause.outage("credit-bureau");
    String twice = row(row(table()).with(RULE)).with(new Rule(other, Remedy.WAIT));
    assertThat(twice.split("<text>cause</text>", -1)).hasSize(2);
  }

  /** What was approved is told by the hash of this text. */
  @Test
  void writesTheSameTwice() throws IOException {
    assertThat(row(table()).with(RULE)).isEqualTo(row(table()).with(RULE));
  }

  @Test
  void takesNoRuleIntoATableWhoseRowsDoNotDecideInOrder() throws IOException {
    assertThat(row(table()).fits()).isTrue();
    assertThat(row(table().replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")).fits())
        .isFalse();
    assertThat(row(table().replace("name=\"action\"", "name=\"remedy\"")).fits()).isFalse();
  }
}
