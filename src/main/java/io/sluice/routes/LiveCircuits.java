package io.sluice.routes;

import io.sluice.step.Circuits;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The bounds of this node's connectors. */
final class LiveCircuits implements Circuits {
  private final OutsideCalls calls;
  private final Supplier<Collection<String>> connectors;

  /**
   * @param connectors names of those that there are now
   */
  LiveCircuits(OutsideCalls calls, Supplier<Collection<String>> connectors) {
    this.calls = calls;
    this.connectors = connectors;
  }

  @Override
  public List<Circuit> all() {
    calls.know(connectors.get());
    return calls.all().stream().map(OutsideBounds::now).toList();
  }

  @Override
  public List<Event> events(String connector) {
    return calls.find(connector).map(OutsideBounds::events).orElse(List.of());
  }

  @Override
  public void probe(String connector) {
    calls.find(connector).ifPresent(OutsideBounds::probe);
  }

  @Override
  public void share(int nodes) {
    calls.share(nodes);
  }
}
