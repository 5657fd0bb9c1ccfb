package io.sluice.routes;

import io.sluice.data.ConfigFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the routes in {@code connectors/} and follows their changes. A wrong file is logged by its
 * name; its former routes and all other connectors go on.
 */
final class ConnectorFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorFolder.class);
  private static final String SUFFIX = ".camel.yaml";

  private final ConfigFolder folder;
  private final CamelContext camel;
  private final Map<String, String> seen = new HashMap<>();
  private final Map<String, Set<String>> routes = new HashMap<>();
  private final Map<String, ConfigFolder.Entry> good = new HashMap<>();

  ConnectorFolder(ConfigFolder folder, CamelContext camel) {
    this.folder = folder;
    this.camel = camel;
  }

  /** Takes up whatever is new, changed or gone since the last look. */
  synchronized void look() {
    Set<String> gone = new HashSet<>(seen.keySet());
    for (ConfigFolder.Entry file : folder.list("connectors", SUFFIX)) {
      gone.remove(file.name());
      String text = file.text();
      if (text.equals(seen.put(file.name(), text))) continue;
      take(file);
    }
    gone.forEach(this::drop);
  }

  private void take(ConfigFolder.Entry file) {
    try {
      Set<String> loaded = load(file);
      good.put(file.name(), file);
      LOG.info("Connector {} has routes {}", file.place(), loaded);
    } catch (Exception e) {
      LOG.error("{} is not a connector that can run: {}", file.place(), reason(e));
      restore(good.get(file.name()));
    }
  }

  private Set<String> load(ConfigFolder.Entry file) throws Exception {
    Resource resource = ResourceHelper.fromBytes(file.name(), file.content());
    Set<String> loaded = PluginHelper.getRoutesLoader(camel).updateRoutes(List.of(resource));
    Set<String> former = new HashSet<>(routes.getOrDefault(file.name(), Set.of()));
    former.removeAll(loaded);
    for (String route : former) remove(route);
    routes.put(file.name(), Set.copyOf(loaded));
    return loaded;
  }

  /** Camel takes the former routes away before it finds the new ones wrong. */
  private void restore(ConfigFolder.@Nullable Entry former) {
    if (former == null) return;
    try {
      load(former);
    } catch (Exception e) {
      LOG.error("The former {} does not come back: {}", former.place(), reason(e));
    }
  }

  private void drop(String file) {
    seen.remove(file);
    good.remove(file);
    for (String route : routes.getOrDefault(file, Set.of())) remove(route);
    routes.remove(file);
    LOG.info("Connector {} is gone", file);
  }

  private void remove(String id) {
    try {
      Route route = camel.getRoute(id);
      camel.getRouteController().stopRoute(id);
      camel.removeRoute(id);
      if (route != null) camel.removeEndpoint(route.getEndpoint());
    } catch (Exception e) {
      LOG.error("Route {} could not be removed: {}", id, reason(e));
    }
  }

  private static String reason(Exception e) {
    List<String> reasons = new ArrayList<>();
    for (Throwable cause = e; cause != null; cause = cause.getCause())
      if (cause.getMessage() != null)
        reasons.add(cause.getMessage().lines().findFirst().orElse(""));
    return String.join("; ", reasons);
  }
}
