package io.sluice.watch;

import io.sluice.model.Models;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
  TallyWatch tallyWatch(Tallies tallies) {
    return new TallyWatch(tallies);
  }

  /** Writes the counts down while the application runs, and once more when it stops. */
  static final class TallyWatch implements AutoCloseable {
    private final Tallies tallies;

    TallyWatch(Tallies tallies) {
      this.tallies = tallies;
    }

    @Scheduled(fixedDelay = 1_000)
    void look() {
      tallies.flush();
    }

    @Override
    public void close() {
      tallies.flush();
    }
  }
}
