package io.sluice.heal.pattern;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PatternSettings.class)
class PatternConfiguration {

  @Bean
  HealingTally healingTally(JdbcClient jdbc) {
    return new HealingTally(jdbc, Clock.systemUTC());
  }

  @Bean
  AlertBook alertBook(JdbcClient jdbc) {
    return new AlertBook(jdbc, Clock.systemUTC());
  }

  @Bean
  PatternWatch patternWatch(HealingTally tally, AlertBook alerts, PatternSettings settings) {
    return new PatternWatch(tally, alerts, settings, Clock.systemUTC());
  }
}
