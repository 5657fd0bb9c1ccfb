package io.sluice.decide;

import io.sluice.data.SchemaCatalog;
import io.sluice.data.Seal;
import io.sluice.step.Answers;
import io.sluice.step.DecisionTables;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DecideConfiguration {

  /**
   * @param tables of the engine, which itself needs the steps first
   */
  @Bean
  Decide decide(@Lazy DecisionTables tables) {
    return new Decide(tables);
  }

  @Bean
  DecisionStore decisionRecords(JdbcClient jdbc, Seal seal) {
    return new DecisionStore(jdbc, seal);
  }

  @Bean
  Repetitions repetitions(JdbcClient jdbc, DecisionStore records, Seal seal) {
    return new RepetitionStore(jdbc, records, new DecisionRows(seal));
  }

  @Bean
  Conclude conclude(DecisionStore records, SchemaCatalog schemas) {
    return new Conclude(records, schemas, Clock.systemUTC());
  }

  @Bean
  Answers answers(JdbcClient jdbc) {
    return new AnswerStore(jdbc, Clock.systemUTC());
  }
}
