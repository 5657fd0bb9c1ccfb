package io.sluice.watch;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a challenger's scores differ from the champion's on the same records.
 *
 * @param champion version that served
 * @param challenger version that was tried beside it
 * @param rows records that both were to score, the latest of them
 * @param both records that both scored
 * @param championMean mean score of the champion on these
 * @param challengerMean mean score of the challenger on these
 * @param difference mean absolute difference of the two scores
 * @param correlation of the scores (Pearson); NaN when one of them does not vary
 * @param psi population stability index of the challenger's scores against the champion's
 * @param refusedByChampion records without a score of the champion
 * @param refusedByChallenger records without a score of the challenger
 */
public record ShadowReport(
    String champion,
    String challenger,
    long rows,
    long both,
    double championMean,
    double challengerMean,
    double difference,
    double correlation,
    double psi,
    long refusedByChampion,
    long refusedByChallenger) {
  private static final int BINS = 10;

  static ShadowReport of(ShadowStore.Pair pair, ShadowScores scores) {
    double[] ours = scores.champion();
    double[] theirs = scores.challenger();
    int[] both =
        IntStream.range(0, scores.size())
            .filter(row -> !Double.isNaN(ours[row]) && !Double.isNaN(theirs[row]))
            .toArray();
    double[] first = IntStream.of(both).mapToDouble(row -> ours[row]).toArray();
    double[] second = IntStream.of(both).mapToDouble(row -> theirs[row]).toArray();
    double difference =
        IntStream.range(0, both.length)
            .mapToDouble(i -> Math.abs(first[i] - second[i]))
            .average()
            .orElse(0);
    return new ShadowReport(
        pair.champion(),
        pair.challenger(),
        scores.size(),
        both.length,
        mean(first),
        mean(second),
        difference,
        correlation(first, second),
        psi(first, second),
        missing(ours),
        missing(theirs));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static long missing(double[] values) {
    return Arrays.stream(values).filter(Double::isNaN).count();
  }

  private static double correlation(double[] first, double[] second) {
    double one = mean(first);
    double other = mean(second);
    double together = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < first.length; i++) {
      together += (first[i] - one) * (second[i] - other);
      left += (first[i] - one) * (first[i] - one);
      right += (second[i] - other) * (second[i] - other);
    }
    return together / Math.sqrt(left * right);
  }

  /** Over the tenths of the champion's scores. */
  private static double psi(double[] champion, double[] challenger) {
    if (champion.length == 0) return 0;
    double[] sorted = champion.clone();
    Arrays.sort(sorted);
    double[] edges =
        IntStream.range(1, BINS)
            .mapToDouble(bin -> sorted[(int) ((long) bin * (sorted.length - 1) / BINS)])
            .distinct()
            .toArray();
    return Shift.psi(counts(champion, edges), counts(challenger, edges));
  }

  private static long[] counts(double[] values, double[] edges) {
    long[] counts = new long[edges.length + 1];
    for (double value : values) {
      int found = Arrays.binarySearch(edges, value);
      counts[found >= 0 ? found : -found - 1]++;
    }
    return counts;
  }
}
