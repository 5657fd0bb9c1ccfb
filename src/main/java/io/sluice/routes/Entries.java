package io.sluice.routes;

import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** The routes that Sluice itself calls, by the end of their address. */
final class Entries {
  static final String LOOKUPS = "direct://lookup-";
  static final String TARGETS = "direct://target-";

  private static final String AWAITED = "sluice.connectors.awaited";
  private static final Duration MOMENT = Duration.ofSeconds(5);

  private Entries() {}

  /** From now on connectors are awaited: that one is not there says nothing. */
  static void await(CamelContext camel) {
    camel.getGlobalOptions().put(AWAITED, Boolean.TRUE.toString());
  }

  /** All connectors that there are have been loaded. */
  static void loaded(CamelContext camel) {
    camel.getGlobalOptions().remove(AWAITED);
  }

  /**
   * @throws StepUnavailable while connectors are being loaded or taken down
   */
  static void check(CamelContext camel) {
    if (camel.getGlobalOptions().containsKey(AWAITED) || camel.isStopping() || camel.isStopped())
      throw new StepUnavailable(
          "the connectors are being loaded or taken down", null, Instant.now().plus(MOMENT));
  }

  static List<String> below(CamelContext camel, String prefix) {
    return camel.getRoutes().stream()
        .map(route -> route.getEndpoint().getEndpointUri())
        .filter(uri -> uri.startsWith(prefix))
        .map(uri -> uri.substring(prefix.length()))
        .sorted()
        .toList();
  }

  /** Names of all connectors that call outside. */
  static Set<String> outside(CamelContext camel) {
    Set<String> names = new TreeSet<>(below(camel, LOOKUPS));
    names.addAll(below(camel, TARGETS));
    return names;
  }
}
