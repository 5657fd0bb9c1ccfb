package io.sluice.routes;

import io.sluice.collect.Arrivals;
import io.sluice.collect.SourceFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

  @Bean
  CamelContextConfiguration sourceComponent(ObjectProvider<Arrivals> arrivals) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        camel.addComponent(SourceComponent.SCHEME, new SourceComponent(camel, arrivals::getObject));
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {}
    };
  }

  @Bean
  SourceFiles sourceFiles(CamelContext camel, Arrivals arrivals) {
    return new CamelSources(camel, arrivals);
  }
}
