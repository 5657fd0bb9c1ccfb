package io.sluice.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The outside parties of this node and how calls of them go. */
public interface Circuits {
  /** Nothing outside is called. */
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

  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  record Circuit(
      String name,
      State state,
      Instant since,
      long succeeded,
      long failed,
      long notPermitted,
      int perPeriod,
      Duration period) {}

  record Event(Instant at, String connector, String kind, String detail) {}

  List<Circuit> all();

  List<Event> events(String connector);

  /** Lets the next calls of an open circuit through as probes. */
  void probe(String connector);

  /** This node's share of each connector's rate, when that many nodes call it. */
  void share(int nodes);
}
