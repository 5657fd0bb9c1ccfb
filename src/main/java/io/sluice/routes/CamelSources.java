package io.sluice.routes;

import io.sluice.collect.Arrivals;
import io.sluice.collect.SourceFiles;
import io.sluice.step.StepRejected;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** The sources that the connectors' routes end in. */
final class CamelSources implements SourceFiles {
  private final CamelContext camel;
  private final Arrivals arrivals;

  CamelSources(CamelContext camel, Arrivals arrivals) {
    this.camel = camel;
    this.arrivals = arrivals;
  }

  @Override
  public List<Source> sources() {
    Entries.check(camel);
    return camel.getEndpoints().stream()
        .filter(SourceEndpoint.class::isInstance)
        .map(endpoint -> ((SourceEndpoint) endpoint).source())
        .sorted(Comparator.comparing(Source::name))
        .distinct()
        .toList();
  }

  @Override
  public Receipt receive(String source, String fileName, String sender, InputStream content) {
    return arrivals.receive(find(source), fileName, sender, content);
  }

  @Override
  public Receipt repeat(String source, String user) {
    return arrivals.repeat(find(source), user);
  }

  private Source find(String source) {
    List<Source> all = sources();
    return all.stream()
        .filter(s -> s.name().equals(source))
        .findFirst()
        .orElseThrow(() -> unknown(source, all));
  }

  @Override
  public Optional<Path> latest(String source) {
    return arrivals.latest(source);
  }

  private static StepRejected unknown(String source, List<Source> all) {
    List<String> names = all.stream().map(Source::name).toList();
    return new StepRejected(
        "unknown-source",
        "no source '%s'; there are %s; a file in connectors/ makes one".formatted(source, names),
        Map.of("sources", names));
  }
}
