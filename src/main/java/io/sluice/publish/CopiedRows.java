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
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows on PostgreSQL, by COPY. */
final class CopiedRows implements ScoreRows {
  private static final int BUFFER = 1 << 16;
  private static final int CHUNK = 50_000;
  private static final String COPY =
      "copy published_score (publication, subject, score) from stdin (format csv)";

  private final JdbcTemplate jdbc;

  CopiedRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void load(long publication, Path csv) {
    jdbc.execute(
        (ConnectionCallback<Long>)
            connection -> {
              try (InputStream in = Files.newInputStream(csv)) {
                return copy(connection, in);
              } catch (IOException e) {
                throw new UncheckedIOException("cannot copy scores", e);
              }
            });
  }

  private static Long copy(Connection connection, InputStream in) throws IOException {
    try {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, in, BUFFER);
    } catch (SQLException e) {
      throw switch (String.valueOf(e.getSQLState())) {
        case "23505" -> KeyFault.twice();
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

  @Override
  public boolean deleteSome(long publication) {
    int gone =
        jdbc.update(
            """
            delete from published_score where publication = ? and subject in (
              select subject from published_score where publication = ? limit ?)
            """,
            publication,
            publication,
            CHUNK);
    return gone == CHUNK;
  }
}
