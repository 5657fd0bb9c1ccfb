package io.sluice.routes;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * What every route keeps to before it begins. Failures have one owner, {@link OutsideCalls}: Camel
 * repeats nothing and hands nothing to other threads, which would be out of its bounds. And only
 * what {@link OutsideCalls} enters, the routes from {@code direct:}, may call outside; all others
 * are sources, which end in Sluice.
 */
final class CarefulRoutes extends ModelLifecycleStrategySupport {
  private static final Set<String> LOCAL =
      Set.of(SourceComponent.SCHEME, "file", "log", "dataformat", "language", "validator", "xslt");

  /** They call whatever a message names. */
  private static final List<Class<?>> ANYWHERE =
      List.of(
          ToDynamicDefinition.class,
          EnrichDefinition.class,
          PollEnrichDefinition.class,
          PollDefinition.class,
          RecipientListDefinition.class,
          RoutingSlipDefinition.class,
          DynamicRouterDefinition.class);

  static void watch(CamelContext camel) {
    camel
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .addModelLifecycleStrategy(new CarefulRoutes());
  }

  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    noRepeating(route);
    boolean source = !route.getInput().getEndpointUri().startsWith("direct:");
    for (ProcessorDefinition<?> step : steps(route)) {
      nothingAside(route, step);
      if (source) nothingOutside(route, step);
    }
    route.setErrorHandler(null);
    route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Collection<ProcessorDefinition<?>> steps(RouteDefinition route) {
    return (Collection)
        ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class);
  }

  /** Only what the route itself says: Camel gives each route a handler that nobody asked for. */
  private static void noRepeating(RouteDefinition route) {
    if (route.getErrorHandler() != null
        && !(route.getErrorHandler().getErrorHandlerType() instanceof NoErrorHandlerDefinition))
      throw wrong(
          route,
          "leave errorHandler out: calls are repeated as resilience4j.retry says, and by nobody"
              + " else");
  }

  private static void nothingAside(RouteDefinition route, ProcessorDefinition<?> step) {
    if (step instanceof OnExceptionDefinition)
      throw wrong(route, "onException has no effect here; use doTry and doCatch");
    if (step instanceof CircuitBreakerDefinition)
      throw wrong(
          route, "leave circuitBreaker out: resilience4j.circuitbreaker has the connector's");
    if (step instanceof WireTapDefinition || step instanceof ThreadsDefinition)
      throw wrong(route, "a call in another thread would be out of all bounds");
  }

  private static void nothingOutside(RouteDefinition route, ProcessorDefinition<?> step) {
    boolean anywhere = ANYWHERE.stream().anyMatch(type -> type.isInstance(step));
    if (anywhere || step instanceof SendDefinition<?> to && !LOCAL.contains(scheme(to)))
      throw wrong(
          route,
          "a source may send to "
              + LOCAL.stream().sorted().toList()
              + "; what calls outside begins with direct:lookup-<name> or direct:target-<name>");
  }

  private static String scheme(SendDefinition<?> to) {
    String uri = String.valueOf(to.getEndpointUri());
    return uri.substring(0, Math.max(0, uri.indexOf(':')));
  }

  private static IllegalArgumentException wrong(RouteDefinition route, String why) {
    return new IllegalArgumentException("route " + route.getRouteId() + ": " + why);
  }
}
