package io.sluice.sample;

import io.sluice.data.Home;
import io.sluice.engine.Runs;
import io.sluice.model.Models;
import io.sluice.score.ModelName;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Configuration(proxyBeanMethods = false)
@Profile("sample")
class SampleConfiguration {

  /** Its address and key become settings, which the bureau's connector reads. */
  @Bean
  SampleBureau sampleBureau(ConfigurableEnvironment environment) {
    SampleBureau bureau = new SampleBureau();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "sample-bureau",
                Map.of("sluice.bureau.url", bureau.url(), "sluice.bureau.key", bureau.key())));
    return bureau;
  }

  @Bean(initMethod = "open")
  SampleBank sampleBank(
      @Value("${sluice.databases.lending.url}") String url,
      @Value("${sluice.databases.lending.username}") String user,
      @Value("${sluice.databases.lending.password:}") String password) {
    return new SampleBank(new DriverManagerDataSource(url, user, password));
  }

  @Bean
  SampleStart sampleStart(
      Home home, Runs runs, Models models, ServletWebServerApplicationContext server) {
    return new SampleStart(home, runs, models, server);
  }

  /** Begins the tour beside the running application. */
  static final class SampleStart {
    private static final ModelName MODEL = new ModelName("credit-risk");

    private final Home home;
    private final Runs runs;
    private final Models models;
    private final ServletWebServerApplicationContext server;

    SampleStart(Home home, Runs runs, Models models, ServletWebServerApplicationContext server) {
      this.home = home;
      this.runs = runs;
      this.models = models;
      this.server = server;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
      SampleDay day = new SampleDay(home, LocalDate.now(ZoneOffset.UTC));
      int port = server.getWebServer().getPort();
      SampleTour tour = new SampleTour(day, this::champion, runs, home, port);
      Thread.ofPlatform().daemon().name("sample-tour").start(tour::go);
    }

    private boolean champion() {
      return models.find(MODEL).flatMap(Models.Model::champion).isPresent();
    }
  }
}
