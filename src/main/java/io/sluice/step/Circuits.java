package io.sluice.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bounds around calls to the outside as they stand on this node: implemented where the calls
 * are made, used by whatever shows them or waits for them.
 */
public interface Circuits {
  /** Nothing outside is ever called. */
  Circuits NONE =
      new Circuits() {
        @Override
        public List<Circuit> all() {
          return List.of();
        }

        @Override
        public List<Event> events(String connector) {
          return List.of();
        }

        @Override
        public void probe(String connector) {}

        @Override
        public void share(int nodes) {}
      };

  /** Whether calls go through, are refused at once, or a few of them try. */
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /**
   * One connector on this node.
   *
   * @param since when it came into its state
   * @param succeeded calls of the last minute that got an answer, a refusal included
   * @param failed calls of the last minute that got none that could be read, or none in time
   * @param notPermitted calls of the last minute that were held back: by the open circuit, the rate
   *     or the number of calls at once
   * @param atOnce calls under way now
   * @param mostAtOnce how many there may be
   * @param perPeriod calls that this node may make in each period
   * @param failureRatePercent of the calls that the circuit looks at; −1 while they are too few
   * @param slowRatePercent likewise, of calls that took longer than the circuit calls slow
   * @param timeLimit of one call
   * @param retryAt when an open circuit lets calls through again; null when it is not open
   */
  record Circuit(
      String name,
      State state,
      Instant since,
      long succeeded,
      long failed,
      long notPermitted,
      int atOnce,
      int mostAtOnce,
      int perPeriod,
      Duration period,
      double failureRatePercent,
      double slowRatePercent,
      Duration timeLimit,
      @Nullable Instant retryAt) {}

  /**
   * Something that happened at the bounds; calls that succeed are not told.
   *
   * @param kind {@code open}, {@code half-open}, {@code closed}: the circuit's new state; {@code
   *     failed}, {@code timed-out}: a call; {@code retried}: it was made once more; {@code
   *     over-rate}, {@code too-many-at-once}: a call was held back
   * @param detail class of the failure or what else there is to say; never what was sent or
   *     answered
   */
  record Event(Instant at, String connector, String kind, String detail) {}

  /** Every connector that there is or that was called since the start, by name. */
  List<Circuit> all();

  /** The last 100 of a connector on this node, the newest first; none for an unknown one. */
  List<Event> events(String connector);

  /**
   * Lets the next calls of an open circuit through as probes: it is half-open then. Does nothing
   * when it is not open.
   */
  void probe(String connector);

  /**
   * From now on so many nodes share each connector's rate: this one takes its part of what is
   * configured, at least one call in each period.
   */
  void share(int nodes);
}
