package io.sluice.duckdb;

import io.sluice.data.Home;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real dataset store on an H2 database in memory. */
public final class Opened implements AutoCloseable {
  private final DuckDatabase database;
  private final DuckDatasets datasets;
  private final DatasetTable table;
  private final Home at;
  private final TransactionTemplate transaction;

  public Opened(Path home) {
    DriverManagerDataSource source =
        new DriverManagerDataSource("jdbc:h2:mem:" + home.getFileName() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).load().migrate();
    at = new Home(home);
    transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    database = new DuckDatabase(at, new DuckSettings("600MB", 2));
    table = new DatasetTable(JdbcClient.create(source), at.folder("datasets"));
    datasets = new DuckDatasets(database, table, at);
  }

  DuckDatasets datasets() {
    return datasets;
  }

  TransactionTemplate transaction() {
    return transaction;
  }

  /** The same store as another process would see it. */
  DuckDatasets reopened(DuckDatabase other) {
    return new DuckDatasets(other, table, at);
  }

  public io.sluice.data.DatasetStore store() {
    return datasets;
  }

  public io.sluice.validate.StoredRows storedRows() {
    return new StoredValidation(datasets);
  }

  public io.sluice.collect.CsvFiles csv() {
    return new DuckCsvFiles(datasets);
  }

  @Override
  public void close() throws Exception {
    database.close();
  }
}
