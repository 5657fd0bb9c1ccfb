package io.sluice.publish;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Follows a model's pointer to the score of a subject. */
final class PublishedScores implements ScoreLookup {
  private final JdbcClient jdbc;
  private final ScoreRows rows;

  PublishedScores(JdbcClient jdbc, ScoreRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private record Current(long id, String version, String run, OffsetDateTime published) {}

  @Override
  public Optional<CurrentScore> find(String model, String key) {
    Optional<Current> current = current(model);
    if (current.isEmpty()) return Optional.empty();
    Current p = current.get();
    return rows.find(p.id(), key).stream()
        .mapToObj(
            score ->
                new CurrentScore(
                    model, p.version(), key, score, p.run(), p.published().toInstant()))
        .findFirst();
  }

  private Optional<Current> current(String model) {
    return jdbc.sql(
            """
            select p.id, p.model_version, p.run_id, p.published_at
            from current_publication c join publication p on p.id = c.publication
            where c.model = ?
            """)
        .param(model)
        .query(
            (row, index) ->
                new Current(
                    row.getLong("id"),
                    row.getString("model_version"),
                    row.getString("run_id"),
                    row.getObject("published_at", OffsetDateTime.class)))
        .optional();
  }
}
