package io.sluice.routes;

import io.sluice.collect.Arrivals;
import io.sluice.collect.SourceFiles;
import io.sluice.data.ConfigFolder;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseSettings.class, ConnectorSettings.class})
class RoutesConfiguration {

  @Bean
  Databases databases(DatabaseSettings settings) {
    return new Databases(settings);
  }

  @Bean
  CamelContextConfiguration connectorsSurroundings(
      ObjectProvider<Arrivals> arrivals, Databases databases, ConnectorSettings settings) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        Entries.await(camel);
        CarefulRoutes.watch(camel);
        CarefulHttp.offer(camel, settings.maxAnswer());
        databases.offer(camel);
        camel.addComponent(SourceComponent.SCHEME, new SourceComponent(camel, arrivals::getObject));
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {}
    };
  }

  @Bean
  ConnectorFolder connectorFolder(ConfigFolder folder, CamelContext camel) {
    return new ConnectorFolder(folder, camel);
  }

  @Bean
  ConnectorWatch connectorWatch(
      ConnectorFolder connectors, CamelContext camel, OutsideCalls outsideCalls) {
    return new ConnectorWatch(
        connectors,
        () -> {
          Entries.loaded(camel);
          outsideCalls.know(Entries.outside(camel));
        });
  }

  @Bean
  SourceFiles sourceFiles(CamelContext camel, Arrivals arrivals) {
    return new CamelSources(camel, arrivals);
  }

  /** Loads the connectors once the application stands, and again when they change. */
  static final class ConnectorWatch {
    private final ConnectorFolder connectors;
    private final Runnable looked;

    ConnectorWatch(ConnectorFolder connectors, Runnable looked) {
      this.connectors = connectors;
      this.looked = looked;
    }

    @EventListener(ApplicationStartedEvent.class)
    @Scheduled(fixedDelay = 3_000, initialDelay = 5_000)
    void look() {
      connectors.look();
      looked.run();
    }
  }
}
