package io.sluice.publish;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Follows a model's pointer to the score of a subject. */
final class PublishedScores implements ScoreLookup {
  private final JdbcClient jdbc;
  private final ScoreRows rows;

  PublishedScores(JdbcClient jdbc, ScoreRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private record Current(long id, String version, String run, OffsetDateTime published) {
    CurrentScore score(String model, String key, double score) {
      return new CurrentScore(model, version, key, score, run, published.toInstant());
    }
  }

  /**
   * Looks again when nothing is there and the pointer has moved meanwhile: the rows of what it
   * pointed to may be deleted by then.
   */
  @Override
  public Optional<CurrentScore> find(String model, String key) {
    Optional<Current> current = current(model);
    while (current.isPresent()) {
      Current p = current.get();
      OptionalDouble score = rows.find(p.id(), key);
      if (score.isPresent()) return Optional.of(p.score(model, key, score.getAsDouble()));
      current = current(model).filter(now -> now.id() != p.id());
    }
    return Optional.empty();
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
