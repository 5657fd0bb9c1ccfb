package io.sluice.routes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** The routes that Sluice itself calls, by the end of their address. */
final class Entries {
  static final String LOOKUPS = "direct://lookup-";
  static final String TARGETS = "direct://target-";

  private Entries() {}

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
