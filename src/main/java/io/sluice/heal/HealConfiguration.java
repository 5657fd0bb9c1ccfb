package io.sluice.heal;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class HealConfiguration {

  @Bean
  CauseBook causeBook(JdbcClient jdbc) {
    return new CauseBook(jdbc, Clock.systemUTC());
  }

  @Bean
  CorrectiveActions correctiveActions(JdbcClient jdbc) {
    return new CorrectiveActions(jdbc, Clock.systemUTC());
  }

  @Bean
  Heal heal(CauseBook causes, CorrectiveActions actions) {
    return new Heal(causes, actions);
  }
}
