package io.sluice.routes;

import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells the webhook what the table {@code model_event} holds, at least once and in any order; each
 * event is tried again, ever more rarely, until it is taken or too old to be news.
 */
final class EventSender {
  private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
  private static final int AT_ONCE = 20;
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 7;
  private static final Duration NEWS = Duration.ofDays(3);

  private final JdbcClient jdbc;
  private final Webhook webhook;
  private final InstantSource clock;

  EventSender(JdbcClient jdbc, Webhook webhook, InstantSource clock) {
    this.jdbc = jdbc;
    this.webhook = webhook;
    this.clock = clock;
  }

  private record Event(String id, String body, int tries) {}

  /** Sends what is due. */
  void look() {
    for (Event event : due()) if (claimed(event)) send(event);
  }

  private List<Event> due() {
    OffsetDateTime now = now();
    return jdbc.sql(
            """
            select id, body, tries from model_event
            where state = 'PENDING' and due_at <= :now and created_at > :news
            order by due_at fetch first %d rows only
            """
                .formatted(AT_ONCE))
        .param("now", now)
        .param("news", now.minus(NEWS))
        .query(Event.class)
        .list();
  }

  /** Of several nodes one moves the try on; should it die, the next try is another's. */
  private boolean claimed(Event event) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(event.tries(), DOUBLINGS));
    return jdbc.sql(
                """
                update model_event set tries = tries + 1, due_at = :due
                where id = :id and tries = :tries and state = 'PENDING'
                """)
            .param("due", now().plus(pause))
            .param("id", event.id())
            .param("tries", event.tries())
            .update()
        == 1;
  }

  private void send(Event event) {
    try {
      webhook.send(event.id(), event.body());
      mark(event, "DELIVERED");
    } catch (StepRejected e) {
      LOG.warn("Event {} will not be told: {}", event.id(), e.reason());
      mark(event, "REFUSED");
    } catch (StepUnavailable e) {
      LOG.warn("Event {} is told later: {}", event.id(), e.getMessage());
    }
  }

  private void mark(Event event, String state) {
    jdbc.sql("update model_event set state = :state where id = :id")
        .param("state", state)
        .param("id", event.id())
        .update();
  }

  private OffsetDateTime now() {
    Instant now = clock.instant();
    return now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
  }
}
