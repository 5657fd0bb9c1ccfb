package io.sluice.watch;

import io.sluice.decide.DecisionRecords;
import io.sluice.decide.Repetitions;
import io.sluice.model.Models;
import io.sluice.score.ModelRuntime;
import io.sluice.step.DecisionTables;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

  @Bean
  TallyStore tallyStore(JdbcClient jdbc) {
    return new TallyStore(jdbc);
  }

  @Bean
  Tallies tallies(Models models, TallyStore store) {
    return new Tallies(models, store, InstantSource.system());
  }

  @Bean
  Drift drift(Models models, TallyStore store) {
    return new Drift(models, store);
  }

  @Bean
  Watch watch(Models models, Drift drift) {
    return new Watch(models, drift, InstantSource.system());
  }

  @Bean
  ShadowStore shadowStore(JdbcTemplate jdbc) {
    return new ShadowStore(jdbc);
  }

  @Bean
  Shadows shadows(ModelRuntime runtime, ShadowStore store) {
    return new Shadows(runtime, store, InstantSource.system());
  }

  @Bean
  ShadowReports shadowReports(Models models, ShadowStore store) {
    return new ShadowReports(models, store);
  }

  @Bean
  Replays replays(ModelRuntime runtime, DecisionTables tables) {
    return new Replays(runtime, tables);
  }

  @Bean
  Redos redos(
      ModelRuntime runtime,
      DecisionTables tables,
      DecisionRecords records,
      Repetitions repetitions) {
    return new Redos(runtime, tables, records, repetitions, InstantSource.system());
  }

  @Bean
  TallyWatch tallyWatch(Tallies tallies, Shadows shadows) {
    return new TallyWatch(tallies, shadows);
  }

  /** Writes down what was seen while the application runs, and once more when it stops. */
  static final class TallyWatch implements AutoCloseable {
    private final Tallies tallies;
    private final Shadows shadows;

    TallyWatch(Tallies tallies, Shadows shadows) {
      this.tallies = tallies;
      this.shadows = shadows;
    }

    @Scheduled(fixedDelay = 1_000)
    void look() {
      tallies.flush();
      shadows.flush();
    }

    @Override
    public void close() {
      tallies.flush();
      shadows.flush();
    }
  }
}
