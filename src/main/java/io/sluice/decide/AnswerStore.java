package io.sluice.decide;

import io.sluice.step.Answers;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what people answered. */
final class AnswerStore implements Answers {
  private final JdbcClient jdbc;
  private final Clock clock;

  AnswerStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void keep(Answer answer) {
    jdbc.sql(
            """
            insert into human_answer
              (task, run_id, element, user_name, recommendation, answer, reason, asked_at, answered_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(answer.task())
        .param(answer.run())
        .param(answer.element())
        .param(answer.user())
        .param(answer.recommendation())
        .param(answer.answer())
        .param(answer.reason())
        .param(answer.asked().atOffset(ZoneOffset.UTC))
        .param(OffsetDateTime.now(clock))
        .update();
  }
}
