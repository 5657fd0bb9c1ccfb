package io.sluice.engine;

import io.sluice.data.ConfigException;
import io.sluice.data.Standby;
import io.sluice.data.Standbys;
import io.sluice.engine.park.Parking;
import io.sluice.heal.Cause;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.ParkingBook;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What remedies.dmn may know of a cause. */
final class CauseFacts {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int OPENS = 8;
  private static final int CLOSES = 18;

  private final CauseReader reader;
  private final Latest latest;
  private final ParkingBook parking;
  private final CorrectiveActions actions;
  private final Supplier<@Nullable Standbys> standbys;
  private final JdbcClient jdbc;

  CauseFacts(
      CauseReader reader,
      Latest latest,
      ParkingBook parking,
      CorrectiveActions actions,
      Supplier<@Nullable Standbys> standbys,
      JdbcClient jdbc) {
    this.reader = reader;
    this.latest = latest;
    this.parking = parking;
    this.actions = actions;
    this.standbys = standbys;
    this.jdbc = jdbc;
  }

  /** By the names that the table's inputs use. */
  Map<String, @Nullable Object> of(CauseBook.Open open) {
    Cause cause = open.cause();
    Standby standby = standby(cause);
    Map<String, @Nullable Object> facts = new HashMap<>();
    facts.put("cause", cause.id());
    facts.put("error", cause.error());
    facts.put("flow", cause.flow());
    facts.put("element", cause.element());
    facts.put("peer", cause.peer());
    facts.put("parked", parking.find(cause.peer()).isPresent());
    facts.put("secondSource", standby.second().isPresent());
    facts.put("lastGood", standby.lastGood().isPresent());
    facts.put("waiting", open.waiting());
    facts.put("share", share(open));
    facts.put("minutes", Duration.between(open.since(), Instant.now()).toMinutes());
    facts.put("tried", actions.tried(cause.id(), Parking.ACTOR, Instant.now().minus(DAY)));
    facts.put("businessHours", businessHours(ZonedDateTime.now(ZoneId.systemDefault())));
    return facts;
  }

  /** Share of the flow's running instances that the cause has stopped, from 0 to 1. */
  private double share(CauseBook.Open open) {
    if (open.cause().outage()) return 0;
    long running =
        jdbc.sql("select count(*) from run where flow = ? and state = 'RUNNING'")
            .param(open.cause().flow())
            .query(Long.class)
            .single();
    return running == 0 ? 0 : Math.min(1, (double) open.waiting() / running);
  }

  private static boolean businessHours(ZonedDateTime now) {
    return now.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0
        && now.getHour() >= OPENS
        && now.getHour() < CLOSES;
  }

  /** An outage has no element of its own: those that wait for the target have. */
  private Standby standby(Cause cause) {
    if (cause.peer().isEmpty()) return Standby.NONE;
    if (!cause.outage()) return standby(cause.flow(), cause.element(), cause.peer());
    return jdbc
        .sql(
            """
            select distinct c.flow, c.element from cause c join affected_job a on a.cause = c.id
            where a.peer = ? and a.state in ('FAILING', 'PARKED', 'PROBING')
            """)
        .param(cause.peer())
        .query(Place.class)
        .list()
        .stream()
        .map(place -> standby(place.flow(), place.element(), cause.peer()))
        .filter(standby -> !standby.equals(Standby.NONE))
        .findFirst()
        .orElse(Standby.NONE);
  }

  private record Place(String flow, String element) {}

  private Standby standby(String flow, String element, String peer) {
    Standbys known = standbys.get();
    if (known == null) return Standby.NONE;
    List<String> contracts =
        latest.flow(flow).map(ProcessDefinition::getId).stream()
            .map(definition -> reader.contract(definition, element))
            .filter(contract -> !contract.isEmpty())
            .toList();
    try {
      return contracts.isEmpty() ? Standby.NONE : known.standby(contracts.getFirst(), peer);
    } catch (ConfigException e) {
      return Standby.NONE;
    }
  }
}
