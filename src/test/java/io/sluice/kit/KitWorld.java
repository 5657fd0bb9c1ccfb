package io.sluice.kit;

import static org.mockito.Mockito.mock;

import io.sluice.collect.Arrivals;
import io.sluice.collect.Lookup;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Home;
import io.sluice.engine.CauseSweep;
import io.sluice.engine.EngineRoom;
import io.sluice.engine.Pulse;
import io.sluice.engine.Runs;
import io.sluice.engine.Signals;
import io.sluice.engine.Starts;
import io.sluice.engine.Tasks;
import io.sluice.publish.Target;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoreTally;
import io.sluice.score.Shadow;
import io.sluice.step.Rollbacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The rooms of the steps and the engine, and around them an outside that a test commands. */
@EngineRoom
@ComponentScan(
    basePackages = {
      "io.sluice.engine",
      "io.sluice.heal",
      "io.sluice.duckdb",
      "io.sluice.collect",
      "io.sluice.validate",
      "io.sluice.score",
      "io.sluice.decide",
      "io.sluice.publish"
    },
    useDefaultFilters = false,
    includeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.sluice\\..*Configuration"),
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*WebappConfiguration"))
public class KitWorld {

  @Bean
  Home home(@Value("${sluice.home}") Path path) {
    return new Home(path);
  }

  /** Holds all contracts; flows are deployed by {@link Coverage}. */
  @Bean
  ConfigFolder configFolder(Home home) throws IOException {
    Path contracts = home.folder("config/contracts");
    try (var files = Files.newDirectoryStream(Path.of("config/contracts"))) {
      for (Path file : files) Files.copy(file, contracts.resolve(file.getFileName()));
    }
    return ConfigFolder.alone(home.path());
  }

  @Bean
  Outside outside() {
    return new Outside();
  }

  @Bean
  Lookup lookup(Outside outside) {
    return outside.lookup();
  }

  @Bean
  Rollbacks rollbacks(Outside outside) {
    return outside.rollbacks();
  }

  @Bean
  Target target(Outside outside) {
    return outside.target();
  }

  @Bean
  ModelRuntime models(Outside outside) {
    return outside.models();
  }

  @Bean
  ScoreTally tally() {
    return mock();
  }

  @Bean
  Shadow shadow() {
    return Shadow.NONE;
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  @Bean
  Trace trace() {
    return new Trace();
  }

  @Bean
  FlowKit flowKit(
      Starts starts,
      Signals signals,
      Runs runs,
      Tasks tasks,
      ProcessEngine engine,
      Trace trace,
      Arrivals arrivals,
      CauseSweep causes,
      Pulse pulse) {
    return new FlowKit(starts, signals, runs, tasks, engine, trace, arrivals, causes, pulse);
  }
}
