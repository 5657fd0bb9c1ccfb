package io.sluice.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalDouble;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows on PostgreSQL, by COPY into a partition for each publication. */
final class CopiedRows implements ScoreRows {
  private static final int BUFFER = 1 << 16;
  private static final String COPY =
      "copy %s (publication, subject, score) from stdin (format csv, freeze)";

  private final JdbcTemplate jdbc;

  CopiedRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void load(long publication, Path csv) {
    String partition = partition(publication);
    // The check spares PostgreSQL a scan when it attaches the partition.
    jdbc.execute(
        "create table %1$s (like published_score including constraints, check (publication = %2$d))"
            .formatted(partition, publication));
    jdbc.execute(
        (ConnectionCallback<Long>)
            connection -> {
              try (InputStream in = Files.newInputStream(csv)) {
                return copy(connection, partition, in);
              } catch (IOException e) {
                throw new UncheckedIOException("cannot copy scores", e);
              }
            });
    attach(publication, partition);
  }

  private void attach(long publication, String partition) {
    try {
      jdbc.execute("alter table " + partition + " add primary key (publication, subject)");
    } catch (DuplicateKeyException e) {
      throw KeyFault.twice();
    }
    jdbc.execute(
        "alter table published_score attach partition %s for values in (%d)"
            .formatted(partition, publication));
  }

  private static Long copy(Connection connection, String partition, InputStream in)
      throws IOException {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(COPY.formatted(partition), in, BUFFER);
    } catch (SQLException e) {
      throw switch (String.valueOf(e.getSQLState())) {
        case "23502", "23514" -> KeyFault.missing();
        case "22001" -> KeyFault.tooLong();
        // Without the driver's exception, whose message quotes the row that failed.
        default ->
            new DataAccessResourceFailureException(
                "PostgreSQL did not take the scores: SQL state " + e.getSQLState());
      };
    }
  }

  @Override
  public OptionalDouble find(long publication, String subject) {
    return jdbc
        .queryForList(
            "select score from published_score where publication = ? and subject = ?",
            Double.class,
            publication,
            subject)
        .stream()
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }

  /**
   * Drops the partition, for which no reader may be at the table: waits for those that are, but not
   * for long, because readers that come later wait behind it.
   */
  @Override
  public boolean deleteSome(long publication) {
    jdbc.execute("set local lock_timeout = '2s'");
    jdbc.execute("drop table if exists " + partition(publication));
    return false;
  }

  private static String partition(long publication) {
    return "published_score_" + publication;
  }
}
