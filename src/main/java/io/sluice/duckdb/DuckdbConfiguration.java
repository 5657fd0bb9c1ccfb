package io.sluice.duckdb;

import io.sluice.collect.CsvFiles;
import io.sluice.data.Home;
import io.sluice.validate.StoredRows;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DuckSettings.class)
class DuckdbConfiguration {

  @Bean
  DuckDatabase duckDatabase(Home home, DuckSettings settings) {
    return new DuckDatabase(home, settings);
  }

  @Bean
  DatasetTable datasetTable(JdbcClient jdbc, Home home) {
    return new DatasetTable(jdbc, home.folder("datasets"));
  }

  @Bean
  DuckDatasets datasets(DuckDatabase database, DatasetTable table, Home home) {
    return new DuckDatasets(database, table, home);
  }

  @Bean
  StoredRows storedRows(DuckDatasets datasets) {
    return new StoredValidation(datasets);
  }

  @Bean
  CsvFiles csvFiles(DuckDatasets datasets) {
    return new DuckCsvFiles(datasets);
  }
}
