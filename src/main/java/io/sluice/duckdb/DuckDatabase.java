package io.sluice.duckdb;

import io.sluice.data.Home;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * The embedded DuckDB: in memory, spilling below {@link Home}, shut off from every other folder and
 * from the network, so that SQL from a contract can reach nothing but datasets.
 */
public final class DuckDatabase implements AutoCloseable {
  private final DuckDBConnection root;

  DuckDatabase(Home home, DuckSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("memory_limit", settings.memoryLimit());
    properties.setProperty("threads", Integer.toString(settings.threads()));
    properties.setProperty("temp_directory", home.folder("tmp/duckdb").toString());
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    try {
      root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
      try (Statement statement = root.createStatement()) {
        statement.execute("SET allowed_directories = [" + Sql.text(home.path()) + "]");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    }
  }

  /** A connection of its own with temporary tables of its own; the caller closes it. */
  public Connection open() {
    try {
      return root.duplicate();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB gives no connection", e);
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }
}
