package io.sluice.smile;

import io.sluice.model.Trainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SmileConfiguration {

  @Bean
  Trainer trainer() {
    return new SmileTrainer();
  }
}
