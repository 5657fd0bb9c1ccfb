package io.sluice.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Databases;
import io.sluice.step.Progress;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class NotifyTest {
  @TempDir Path folder;
  private final List<Notice> told = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void tellsATargetOnce(Databases database) {
    try (var source = database.open(folder)) {
      JdbcClient jdbc = JdbcClient.create(source);
      Notify notify = new Notify(new Outbox(jdbc, Clock.systemUTC()), told::add);
      String first = notify.run(input(7)).notice();
      assertThat(notify.run(input(7)).notice()).isEqualTo(first);
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().id()).isEqualTo(first).matches("[0-9a-f]{64}");
      assertThat(told.getFirst().json())
          .isEqualTo(
              """
              {"businessKey":"march","element":"notify","facts":{"model":"credit-risk","rows":7},\
              "notice":"%s","run":"run-1","subject":"scores-published","target":"desk"}\
              """
                  .formatted(first));
      assertThat(states(jdbc)).containsExactly("DELIVERED");
      assertThat(notify.run(input(8)).notice()).isNotEqualTo(first);
      assertThat(told).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatATargetRefused(Databases database) {
    try (var source = database.open(folder)) {
      JdbcClient jdbc = JdbcClient.create(source);
      Target target =
          notice -> {
            throw new StepRejected("target-refused", "no");
          };
      Notify notify = new Notify(new Outbox(jdbc, Clock.systemUTC()), target);
      assertThatThrownBy(() -> notify.run(input(7))).isInstanceOf(StepRejected.class);
      assertThat(states(jdbc)).containsExactly("REFUSED");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsNothingOfACallThatWillBeRepeated(Databases database) {
    try (var source = database.open(folder)) {
      JdbcClient jdbc = JdbcClient.create(source);
      Target target =
          notice -> {
            throw new StepUnavailable("down", null);
          };
      Notify notify = new Notify(new Outbox(jdbc, Clock.systemUTC()), target);
      TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
      assertThatThrownBy(() -> transaction.execute(status -> notify.run(input(7))))
          .isInstanceOf(StepUnavailable.class);
      assertThat(states(jdbc)).isEmpty();
    }
  }

  private static Notify.Input input(int rows) {
    StepCall call = new StepCall("run-1", "notify", "march", Progress.SILENT);
    Map<String, @Nullable Object> facts = Map.of("rows", rows, "model", "credit-risk");
    return new Notify.Input(call, "desk", "scores-published", facts);
  }

  private static List<String> states(JdbcClient jdbc) {
    return jdbc.sql("select state from outbox").query(String.class).list();
  }
}
