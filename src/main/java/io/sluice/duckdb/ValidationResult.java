package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.data.ConfigException;
import io.sluice.data.Dataset;
import io.sluice.data.Lineage;
import io.sluice.data.Type;
import io.sluice.validate.Contract;
import io.sluice.validate.SetRule;
import io.sluice.validate.StoredRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes what a validation found; holds its connection. */
final class ValidationResult implements StoredRows.Judgement {
  private static final Pattern WRONG_SQL = Pattern.compile("(?:Binder|Parser|Catalog) Error: .*");

  private final DuckDatasets datasets;
  private final Connection connection;
  private final ValidationTables tables;
  private final Contract contract;
  private final @Nullable Path unreadable;
  private final long unreadableRows;
  private final Path accepted;

  ValidationResult(
      DuckDatasets datasets,
      Connection connection,
      ValidationTables tables,
      Contract contract,
      @Nullable Path unreadable,
      long unreadableRows) {
    this.datasets = datasets;
    this.connection = connection;
    this.tables = tables;
    this.contract = contract;
    this.unreadable = unreadable;
    this.unreadableRows = unreadableRows;
    this.accepted = datasets.tempFile();
  }

  @Override
  public long rows() {
    return unreadableRows + count("SELECT count(*) FROM " + tables.raw());
  }

  @Override
  public long rejected() {
    return unreadableRows + count("SELECT count(*) FROM rejected");
  }

  @Override
  public List<StoredRows.Reason> reasons() {
    String query = tables.reasons();
    if (unreadable != null)
      query =
          "SELECT * FROM (%s) UNION ALL SELECT coalesce(\"column\", ''), rule, message, count(*) FROM %s GROUP BY ALL ORDER BY 4 DESC, 1, 2"
              .formatted(query, Sql.parquet(unreadable));
    List<StoredRows.Reason> reasons = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next())
        reasons.add(
            new StoredRows.Reason(
                row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
    } catch (SQLException e) {
      throw Sql.failure("counting broken rules", e);
    }
    return reasons;
  }

  @Override
  public List<SetRule.Broken> broken() {
    List<SetRule.Broken> broken = new ArrayList<>();
    for (SetRule rule : contract.sets()) {
      writeAccepted();
      double measured = measure(rule);
      if (!rule.bound().holds(measured)) broken.add(new SetRule.Broken(rule, measured));
    }
    return broken;
  }

  private double measure(SetRule rule) {
    String query = rule.query().replace(SetRule.ROWS, Sql.parquet(accepted));
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT * FROM (" + query + "\n) LIMIT 1");
        ResultSet row = statement.executeQuery()) {
      if (!row.next() || row.getObject(1) == null) return Double.NaN;
      return row.getDouble(1);
    } catch (SQLException e) {
      // The message of a failed conversion holds a value; those of wrong SQL hold none.
      Matcher wrong = WRONG_SQL.matcher(String.valueOf(e.getMessage()));
      throw new ConfigException(
          "contract %s: the query of rule '%s' fails%s"
              .formatted(contract.name(), rule.name(), wrong.find() ? ": " + wrong.group() : ""));
    }
  }

  @Override
  public Dataset valid(Lineage lineage) {
    writeAccepted();
    List<Column> columns = new ArrayList<>(contract.schema().columns());
    boolean personal =
        contract.schema().key().stream()
            .anyMatch(n -> contract.schema().column(n).orElseThrow().personal());
    columns.add(new Column(StoredRows.LINE, Type.INTEGER, true, false));
    columns.add(new Column(StoredRows.KEY, Type.TEXT, true, personal));
    return datasets.adopt(Dataset.Kind.VALID, columns, lineage, accepted);
  }

  private void writeAccepted() {
    if (!Files.exists(accepted)) copy(tables.valid(), accepted);
  }

  @Override
  public Dataset quarantine(Lineage lineage) {
    String query = tables.quarantine();
    if (unreadable != null) query += " UNION ALL BY NAME SELECT * FROM " + Sql.parquet(unreadable);
    Path file = datasets.tempFile();
    copy("SELECT * FROM (" + query + ") ORDER BY line, \"column\", rule", file);
    return datasets.adopt(Dataset.Kind.QUARANTINE, Rejects.COLUMNS, lineage, file);
  }

  private void copy(String query, Path file) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.copy(query, file));
    } catch (SQLException e) {
      Durable.discard(file);
      throw Sql.failure("writing a dataset", e);
    }
  }

  private long count(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw Sql.failure("counting rows", e);
    }
  }

  @Override
  public void close() {
    Durable.discard(accepted);
    try {
      connection.close();
    } catch (SQLException e) {
      throw Sql.failure("closing a validation", e);
    }
  }
}
