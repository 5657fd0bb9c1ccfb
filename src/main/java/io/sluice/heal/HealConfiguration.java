package io.sluice.heal;

import io.sluice.step.Flows;
import io.sluice.step.Formulas;
import io.sluice.step.Rollbacks;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ParkingSettings.class)
class HealConfiguration {

  @Bean
  CauseBook causeBook(JdbcClient jdbc) {
    return new CauseBook(jdbc, Clock.systemUTC());
  }

  @Bean
  AffectedJobs affectedJobs(JdbcClient jdbc, CauseBook causes) {
    return new AffectedJobs(jdbc, causes, Clock.systemUTC());
  }

  @Bean
  CorrectiveActions correctiveActions(JdbcClient jdbc) {
    return new CorrectiveActions(jdbc, Clock.systemUTC());
  }

  @Bean
  ParkingBook parkingBook(JdbcClient jdbc) {
    return new ParkingBook(jdbc, Clock.systemUTC());
  }

  @Bean
  CircuitReports circuitReports(JdbcClient jdbc) {
    return new CircuitReports(jdbc);
  }

  @Bean
  Outages outages(
      ParkingBook book,
      CauseBook causes,
      AffectedJobs affected,
      CorrectiveActions actions,
      PlatformTransactionManager transactions) {
    return new Outages(
        book, causes, affected, actions, new TransactionTemplate(transactions), Clock.systemUTC());
  }

  @Bean
  Heal heal(
      CauseBook causes,
      Outages outages,
      CorrectiveActions actions,
      Formulas formulas,
      ObjectProvider<Flows> flows,
      ObjectProvider<Rollbacks> rollbacks) {
    return new Heal(causes, outages, actions, formulas, flows::getObject, rollbacks::getObject);
  }

  @Bean
  Suggest suggest(CauseBook causes, RuleTable table) {
    return new Suggest(causes, table);
  }

  @Bean
  Adopt adopt(CauseBook causes, RuleTable table) {
    return new Adopt(causes, table);
  }
}
