package io.sluice.publish;

import io.sluice.step.StepCall;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was told to targets, kept with the work that told it. */
final class Outbox {
  /** Where a notice stands. */
  enum State {
    PENDING,
    DELIVERED,
    REFUSED
  }

  private final JdbcClient jdbc;
  private final Clock clock;

  Outbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps a notice if it is new, and tells where it stands. */
  State keep(Notice notice, StepCall call) {
    return jdbc.sql("select state from outbox where notice = ?")
        .param(notice.id())
        .query(State.class)
        .optional()
        .orElseGet(() -> add(notice, call));
  }

  private State add(Notice notice, StepCall call) {
    jdbc.sql(
            """
            insert into outbox (notice, target, run_id, element, body, state, created_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(notice.id(), notice.target(), call.run(), call.element(), notice.json())
        .params(State.PENDING.name(), OffsetDateTime.now(clock))
        .update();
    return State.PENDING;
  }

  void mark(Notice notice, State state) {
    jdbc.sql("update outbox set state = ? where notice = ?")
        .params(state.name(), notice.id())
        .update();
  }
}
