package io.sluice.publish;

import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import java.sql.DatabaseMetaData;
import java.time.Clock;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublishSettings.class)
class PublishConfiguration {

  @Bean
  Publications publications(JdbcClient jdbc) {
    return new Publications(jdbc, Clock.systemUTC());
  }

  @Bean
  Pointers pointers(JdbcClient jdbc) {
    return new Pointers(jdbc, Clock.systemUTC());
  }

  @Bean
  ScoreRows scoreRows(DataSource source) throws MetaDataAccessException {
    JdbcTemplate jdbc = new JdbcTemplate(source);
    String product =
        JdbcUtils.extractDatabaseMetaData(source, DatabaseMetaData::getDatabaseProductName);
    return product.equals("PostgreSQL") ? new CopiedRows(jdbc) : new PackedRows(jdbc);
  }

  @Bean
  Retention retention(
      Publications publications,
      Pointers pointers,
      ScoreRows rows,
      PublishSettings settings,
      PlatformTransactionManager manager) {
    return new Retention(
        publications,
        pointers,
        rows,
        settings,
        transaction(manager, TransactionDefinition.PROPAGATION_REQUIRES_NEW),
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("score-cleaner").daemon().factory()));
  }

  @Bean
  Publish publish(
      Publications publications,
      Pointers pointers,
      DatasetStore datasets,
      Home home,
      ScoreRows rows,
      Retention retention,
      PlatformTransactionManager manager) {
    return new Publish(
        publications,
        pointers,
        new ScoreFiles(datasets, home),
        rows,
        retention,
        transaction(manager, TransactionDefinition.PROPAGATION_NESTED));
  }

  @Bean
  Unpublish unpublish(
      Publications publications,
      Pointers pointers,
      Retention retention,
      PlatformTransactionManager manager) {
    return new Unpublish(
        publications,
        pointers,
        retention,
        transaction(manager, TransactionDefinition.PROPAGATION_REQUIRED));
  }

  @Bean
  Notify notifyTarget(JdbcClient jdbc, Target targets) {
    return new Notify(new Outbox(jdbc, Clock.systemUTC()), targets);
  }

  @Bean
  ScoreLookup scoreLookup(JdbcClient jdbc, ScoreRows rows) {
    return new PublishedScores(jdbc, rows);
  }

  static TransactionTemplate transaction(PlatformTransactionManager manager, int propagation) {
    return new TransactionTemplate(manager, new DefaultTransactionDefinition(propagation));
  }
}
