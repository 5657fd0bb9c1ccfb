package io.sluice.watch;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.model.Baseline;
import io.sluice.score.ScoredBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What one version has scored on this node since it was last written down. */
final class VersionCounts {
  /** Of a batch, about so many rows tell how features are distributed. */
  private static final int SAMPLE = 1_024;

  private final Map<String, Counted> columns = new LinkedHashMap<>();
  private final Counted score;

  /** Bins beside the rows that fell into them. */
  private record Counted(Bins bins, LongAdder[] rows) {
    Counted(Bins bins) {
      this(bins, new LongAdder[bins.size()]);
      for (int i = 0; i < rows.length; i++) rows[i] = new LongAdder();
    }

    void add(int bin) {
      rows[Bins.at(bin)].increment();
    }
  }

  VersionCounts(Baseline baseline) {
    for (Baseline.Distribution feature : baseline.features())
      columns.put(feature.column(), new Counted(new Bins(feature)));
    score = new Counted(new Bins(baseline.score()));
  }

  void records(Batch batch) {
    int step = Math.max(1, batch.size() / SAMPLE);
    List<Column> all = batch.columns();
    for (int i = 0; i < all.size(); i++) {
      Counted counted = columns.get(all.get(i).name());
      if (counted == null || counted.bins().numeric() != all.get(i).type().numeric()) continue;
      for (int row = 0; row < batch.size(); row += step)
        counted.add(
            counted.bins().numeric()
                ? counted.bins().of(batch.numbers(i)[row])
                : counted.bins().of(batch.texts(i)[row]));
    }
  }

  void scores(ScoredBatch scored) {
    for (double value : scored.scores()) score.add(score.bins().of(value));
  }

  /** Takes what was counted; the counts begin anew. */
  Map<TallyStore.Bin, Long> take() {
    Map<TallyStore.Bin, Long> taken = new LinkedHashMap<>();
    columns.forEach((name, counted) -> take(name, counted, taken));
    take(TallyStore.SCORE, score, taken);
    return taken;
  }

  private static void take(String column, Counted counted, Map<TallyStore.Bin, Long> taken) {
    for (int at = 0; at < counted.rows().length; at++) {
      long rows = counted.rows()[at].sumThenReset();
      if (rows > 0) taken.put(new TallyStore.Bin(column, at), rows);
    }
  }

  /** Puts back what could not be written down. */
  void putBack(Map<TallyStore.Bin, Long> taken) {
    taken.forEach(
        (bin, rows) -> {
          Counted counted =
              bin.column().equals(TallyStore.SCORE) ? score : columns.get(bin.column());
          if (counted != null) counted.rows()[bin.at()].add(rows);
        });
  }
}
