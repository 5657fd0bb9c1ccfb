package io.sluice.routes;

import io.sluice.collect.Arrivals;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultComponent;

/**
 * Makes {@code sluice:<source>?contract=…&model=…&flow=…} the end of a connector's route: what
 * reaches it starts a run.
 */
final class SourceComponent extends DefaultComponent {
  static final String SCHEME = "sluice";

  private final Supplier<Arrivals> arrivals;

  /**
   * @param arrivals asked for at the first file: the engine that runs start on needs Camel itself
   */
  SourceComponent(CamelContext context, Supplier<Arrivals> arrivals) {
    super(context);
    this.arrivals = arrivals;
  }

  @Override
  protected SourceEndpoint createEndpoint(
      String uri, String remaining, Map<String, Object> parameters) {
    return new SourceEndpoint(
        uri,
        this,
        remaining,
        taken(parameters, "contract"),
        taken(parameters, "model"),
        taken(parameters, "flow"));
  }

  private static String taken(Map<String, Object> parameters, String name) {
    Object value = parameters.remove(name);
    if (value == null)
      throw new IllegalArgumentException("a source needs the parameter '" + name + "'");
    return value.toString();
  }

  Arrivals arrivals() {
    return arrivals.get();
  }
}
