package io.sluice.decide;

import io.sluice.step.DecisionTables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class DecideConfiguration {

  /**
   * @param tables of the engine, which itself needs the steps first
   */
  @Bean
  Decide decide(@Lazy DecisionTables tables) {
    return new Decide(tables);
  }
}
