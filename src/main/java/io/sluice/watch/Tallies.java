package io.sluice.watch;

import io.sluice.data.Batch;
import io.sluice.model.Models;
import io.sluice.score.ModelName;
import io.sluice.score.ScoreTally;
import io.sluice.score.ScoredBatch;
import io.sluice.score.ScoringModel;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Counts in memory what versions score, and writes the counts down now and then: a crash loses the
 * counts of a second, and nobody who scores waits for the database.
 */
final class Tallies implements ScoreTally {
  private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);

  /** Versions that are counted; more than serve at a time. */
  private static final int MOST = 64;

  private record Key(ModelName model, String version) {}

  private final Models models;
  private final TallyStore store;
  private final InstantSource clock;
  private final Map<Key, Optional<VersionCounts>> counts = new ConcurrentHashMap<>();

  Tallies(Models models, TallyStore store, InstantSource clock) {
    this.models = models;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void records(ScoringModel model, Batch batch) {
    counts(model).ifPresent(c -> c.records(batch));
  }

  @Override
  public void scores(ScoringModel model, ScoredBatch scored) {
    counts(model).ifPresent(c -> c.scores(scored));
  }

  private Optional<VersionCounts> counts(ScoringModel model) {
    Key key = new Key(model.name(), model.version());
    Optional<VersionCounts> known = counts.get(key);
    if (known != null) return known;
    if (counts.size() >= MOST) return Optional.empty();
    return counts.computeIfAbsent(key, this::begin);
  }

  /** A version whose baseline is gone is not counted; it must score all the same. */
  private Optional<VersionCounts> begin(Key key) {
    try {
      return Optional.of(new VersionCounts(models.artifact(key.model(), key.version()).baseline()));
    } catch (RuntimeException e) {
      LOG.warn("Scores of {}@{} are not counted", key.model(), key.version(), e);
      return Optional.empty();
    }
  }

  /** Writes down what was counted; what cannot be written stays counted. */
  synchronized void flush() {
    counts.forEach((key, found) -> found.ifPresent(c -> flush(key, c)));
    if (counts.size() >= MOST) counts.clear();
  }

  private void flush(Key key, VersionCounts counted) {
    Map<TallyStore.Bin, Long> taken = counted.take();
    var left = taken.entrySet().iterator();
    try {
      while (left.hasNext()) {
        var bin = left.next();
        store.add(key.model(), key.version(), clock.instant(), bin.getKey(), bin.getValue());
        left.remove();
      }
    } catch (DataAccessException e) {
      counted.putBack(taken);
      LOG.warn("Counts of {}@{} could not be written down yet", key.model(), key.version(), e);
    }
  }
}
