package io.sluice.watch;

import io.sluice.model.Baseline;
import io.sluice.model.Models;
import io.sluice.score.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares what a version has scored with its baseline at training. */
public final class Drift {
  private final Models models;
  private final TallyStore store;

  Drift(Models models, TallyStore store) {
    this.models = models;
    this.store = store;
  }

  /**
   * One column, or the score, since a moment.
   *
   * @param rows counted; of features a sample of each large batch
   * @param psi population stability index against training
   * @param chance the part of the index that chance alone makes on so few rows
   * @param ks distance of the distributions, 0 for categories
   * @param missing share of rows without a value
   * @param trained the same share at training
   * @param unseen share of rows with a category that training did not see
   */
  public record Moved(
      String column,
      long rows,
      double psi,
      double chance,
      double ks,
      double missing,
      double trained,
      double unseen) {}

  /**
   * @param score its rows are all that were to be scored, and its missing ones those refused
   * @param features in the order of the model
   */
  public record Report(Instant since, Moved score, List<Moved> features) {}

  /**
   * @param since counts from the beginning of this moment's hour
   * @throws io.sluice.step.StepRejected {@code unknown-version} or {@code artifact-damaged}
   */
  public Report report(ModelName model, String version, Instant since) {
    Baseline baseline = models.artifact(model, version).baseline();
    Map<TallyStore.Bin, Long> counts = store.since(model, version, since);
    List<Moved> features = new ArrayList<>();
    for (Baseline.Distribution feature : baseline.features())
      features.add(moved(feature, feature.column(), counts));
    return new Report(since, moved(baseline.score(), TallyStore.SCORE, counts), features);
  }

  private static Moved moved(
      Baseline.Distribution trained, String name, Map<TallyStore.Bin, Long> counts) {
    Bins bins = new Bins(trained);
    long[] actual = new long[bins.size()];
    for (int at = 0; at < actual.length; at++)
      actual[at] = counts.getOrDefault(new TallyStore.Bin(name, at), 0L);
    long rows = Arrays.stream(actual).sum();
    int first = Bins.at(0);
    // Of the score, rows without one are told apart and do not count as a shift.
    int from = name.equals(TallyStore.SCORE) ? first : 0;
    long[] before = Arrays.copyOfRange(bins.expected(), from, bins.size());
    long[] now = Arrays.copyOfRange(actual, from, bins.size());
    return new Moved(
        trained.column(),
        rows,
        Shift.psi(before, now),
        Shift.chance(before, now),
        bins.numeric() ? Shift.ks(bins.expected(), actual, first) : 0,
        share(actual[Bins.at(Bins.MISSING)], rows),
        trained.missingRate(),
        share(actual[Bins.at(Bins.UNSEEN)], rows));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
