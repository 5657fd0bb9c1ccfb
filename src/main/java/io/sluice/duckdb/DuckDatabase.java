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
  private static final String READER_MEMORY = "200MB";

  private final DuckDBConnection root;
  private final DuckDBConnection ordered;

  DuckDatabase(Home home, DuckSettings settings) {
    root = start(home, settings.memoryLimit(), settings.threads());
    ordered = start(home, READER_MEMORY, 1);
  }

  private static DuckDBConnection start(Home home, String memory, int threads) {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("memory_limit", memory);
    properties.setProperty("threads", Integer.toString(threads));
    properties.setProperty("temp_directory", home.folder("tmp/duckdb").toString());
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    try {
      DuckDBConnection connection =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET allowed_directories = [" + Sql.text(home.path()) + "]");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    }
  }

  /** A connection of its own with temporary tables of its own; the caller closes it. */
  public Connection open() {
    return another(root);
  }

  /**
   * A connection that streams rows in the order of their file. With several threads DuckDB hands
   * the blocks of a slowly read result out of order (seen in 1.5.6), which would pair scores with
   * the wrong rows.
   */
  Connection openOrdered() {
    return another(ordered);
  }

  private static Connection another(DuckDBConnection connection) {
    try {
      return connection.duplicate();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB gives no connection", e);
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
    ordered.close();
  }
}
