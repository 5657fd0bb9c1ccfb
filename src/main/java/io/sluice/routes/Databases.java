package io.sluice.routes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/** Puts the databases that connectors name into Camel's registry. */
final class Databases implements AutoCloseable {
  private static final int CONNECTIONS = 5;

  private final DatabaseSettings settings;
  private final List<HikariDataSource> open = new ArrayList<>();

  Databases(DatabaseSettings settings) {
    this.settings = settings;
  }

  void offer(CamelContext camel) {
    settings
        .databases()
        .forEach((name, database) -> camel.getRegistry().bind(name, pool(name, database)));
  }

  /** A database that is away now must not keep Sluice from starting. */
  private HikariDataSource pool(String name, DatabaseSettings.Database database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(database.url());
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(database.patience().toMillis());
    HikariDataSource pool = new HikariDataSource(config);
    open.add(pool);
    return pool;
  }

  @Override
  public void close() {
    open.forEach(HikariDataSource::close);
  }
}
