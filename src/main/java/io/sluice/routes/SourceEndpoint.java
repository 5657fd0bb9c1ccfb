package io.sluice.routes;

import io.sluice.collect.SourceFiles.Source;
import io.sluice.data.ConfigException;
import io.sluice.data.StorageFull;
import io.sluice.step.StepRejected;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One source: takes in whatever a route sends to it. */
final class SourceEndpoint extends DefaultEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(SourceEndpoint.class);
  private static final int TRIES = 3;

  /** Nobody of Sluice sends what a route finds. */
  private static final String FOUND = "";

  private final SourceComponent component;
  private final Source source;

  SourceEndpoint(
      String uri,
      SourceComponent component,
      String name,
      String contract,
      String model,
      String flow) {
    super(uri, component);
    this.component = component;
    this.source = new Source(name, contract, model, flow);
  }

  Source source() {
    return source;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) throws Exception {
        take(exchange);
      }
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("sluice: ends a route, it does not begin one");
  }

  private void take(Exchange exchange) throws Exception {
    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, "unnamed", String.class);
    try {
      take(exchange, name);
    } catch (Exception e) {
      // A route tells nobody why it failed.
      LOG.warn("{} was not taken in as {}: {}", name, source.name(), reason(e));
      throw e;
    }
  }

  /** Only messages of ours hold no values of rows. */
  private static String reason(Exception e) {
    return e instanceof StepRejected || e instanceof StorageFull || e instanceof ConfigException
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }

  private void take(Exchange exchange, String name) throws Exception {
    File file = exchange.getMessage().getBody(File.class);
    if (file == null) {
      try (InputStream in = exchange.getMessage().getMandatoryBody(InputStream.class)) {
        component.arrivals().receive(source, name, FOUND, in);
      }
      return;
    }
    takeStill(file.toPath(), name);
  }

  /** Takes a file as it is once nobody writes to it. */
  private void takeStill(Path file, String name) throws IOException {
    for (int tries = 1; ; tries++) {
      try (InputStream in = new UnchangedFile(file, Files.getLastModifiedTime(file))) {
        component.arrivals().receive(source, name, FOUND, in);
        return;
      } catch (StorageFull e) {
        if (tries == TRIES || !(e.getCause() instanceof UnchangedFile.Changed)) throw e;
      }
    }
  }
}
