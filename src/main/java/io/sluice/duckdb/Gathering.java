package io.sluice.duckdb;

import io.sluice.data.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A temporary table that rows are appended to before they are written as a file. */
final class Gathering implements AutoCloseable {
  static final String TABLE = "gathered";

  private final Connection connection;
  private final DuckDBAppender appender;
  private boolean finished;

  Gathering(Connection connection, List<Column> columns) {
    this.connection = connection;
    String definition =
        columns.stream()
            .map(c -> Sql.name(c.name()) + " " + Sql.type(c))
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE " + TABLE + " (" + definition + ")");
      appender = ((DuckDBConnection) connection).createAppender("temp", "main", TABLE);
    } catch (SQLException e) {
      throw Sql.failure("opening a writer", e);
    }
  }

  DuckDBAppender appender() {
    return appender;
  }

  /** Ends the appending and writes a query's result; leaves no file behind when that fails. */
  void copy(String query, Path file) {
    try (Statement statement = connection.createStatement()) {
      finish();
      statement.execute(Sql.copy(query, file));
    } catch (SQLException e) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException suppressed) {
        e.addSuppressed(new UncheckedIOException(suppressed));
      }
      throw Sql.failure("writing a dataset", e);
    }
  }

  private void finish() throws SQLException {
    if (finished) return;
    finished = true;
    appender.close();
  }

  @Override
  public void close() {
    try (connection) {
      finish();
    } catch (SQLException e) {
      throw Sql.failure("closing a writer", e);
    }
  }
}
