package io.sluice.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetCatalog;
import io.sluice.data.Lineage;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that say which datasets there are and what they were made from. */
final class DatasetTable implements DatasetCatalog {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final Path folder;

  DatasetTable(JdbcClient jdbc, Path folder) {
    this.jdbc = jdbc;
    this.folder = folder;
  }

  void add(Dataset dataset, Lineage lineage) {
    jdbc.sql(
            """
            insert into dataset (id, kind, path, column_list, row_count, bytes, sha256, run_id, element, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .param(dataset.id())
        .param(dataset.kind().name())
        .param(folder.relativize(dataset.path()).toString())
        .param(write(dataset.columns()))
        .param(dataset.rows())
        .param(dataset.bytes())
        .param(dataset.sha256())
        .param(lineage.run())
        .param(lineage.element())
        .param(OffsetDateTime.now(ZoneOffset.UTC))
        .update();
    for (String parent : lineage.parents())
      jdbc.sql("insert into lineage (child, parent) values (?, ?)")
          .param(dataset.id())
          .param(parent)
          .update();
  }

  Optional<Dataset> find(String id) {
    return jdbc.sql("select * from dataset where id = ?").param(id).query(this::dataset).optional();
  }

  List<String> paths() {
    return jdbc.sql("select path from dataset").query(String.class).list();
  }

  @Override
  public List<Entry> ofRun(String run) {
    return jdbc.sql("select * from dataset where run_id = ? order by created_at, id")
        .param(run)
        .query((row, n) -> new Entry(dataset(row, n), lineage(row)))
        .list();
  }

  private Lineage lineage(ResultSet row) throws SQLException {
    List<String> parents =
        jdbc.sql("select parent from lineage where child = ? order by parent")
            .param(row.getString("id"))
            .query(String.class)
            .list();
    return new Lineage(row.getString("run_id"), row.getString("element"), parents);
  }

  private Dataset dataset(ResultSet row, int n) throws SQLException {
    return new Dataset(
        row.getString("id"),
        Dataset.Kind.valueOf(row.getString("kind")),
        folder.resolve(row.getString("path")),
        read(row.getString("column_list")),
        row.getLong("row_count"),
        row.getLong("bytes"),
        row.getString("sha256"));
  }

  private static String write(List<Column> columns) {
    try {
      return JSON.writeValueAsString(columns);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Column> read(String columns) {
    try {
      return JSON.readValue(columns, new TypeReference<List<Column>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the columns of a dataset are not readable", e);
    }
  }
}
