package io.sluice.routes;

import java.util.List;
import org.apache.camel.CamelContext;

/** The routes that Sluice itself calls, by the end of their address. */
final class Entries {
  private Entries() {}

  static List<String> below(CamelContext camel, String prefix) {
    return camel.getRoutes().stream()
        .map(route -> route.getEndpoint().getEndpointUri())
        .filter(uri -> uri.startsWith(prefix))
        .map(uri -> uri.substring(prefix.length()))
        .sorted()
        .toList();
  }
}
