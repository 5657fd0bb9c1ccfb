package io.sluice.collect;

import io.sluice.data.Home;
import io.sluice.data.SchemaCatalog;
import io.sluice.data.Seal;
import io.sluice.data.Standbys;
import io.sluice.step.Flows;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class CollectConfiguration {

  @Bean
  Intake intake(Home home) {
    return new Intake(home);
  }

  @Bean
  Collect collect(Intake intake, CsvFiles files, SchemaCatalog schemas) {
    return new Collect(intake, files, schemas);
  }

  @Bean
  Enrich enrich(
      Lookup lookup,
      SchemaCatalog schemas,
      Standbys standbys,
      JdbcClient jdbc,
      PlatformTransactionManager manager,
      Seal seal) {
    TransactionTemplate nested = new TransactionTemplate(manager);
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    LastAnswers last = new LastAnswers(jdbc, nested, seal, Clock.systemUTC());
    return new Enrich(new Questions(lookup, standbys, last), schemas);
  }

  @Bean
  Arrivals arrivals(Intake intake, Flows flows, JdbcClient jdbc, TransactionTemplate transaction) {
    return new Arrivals(intake, flows, jdbc, transaction);
  }
}
