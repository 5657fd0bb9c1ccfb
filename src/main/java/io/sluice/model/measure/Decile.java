package io.sluice.model.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * A tenth of the rows by score: calibration (mean score against observed rate) and gain. Rows of
 * the same score that fall into two tenths give each the same rate of positives.
 *
 * @param decile 1 for the highest scores to 10 for the lowest
 * @param score mean of the tenth
 * @param rate share of positives
 * @param gain share of all positives that lie in this tenth and those above it
 * @param lift rate over the rate of all rows
 */
public record Decile(int decile, long rows, double score, double rate, double gain, double lift) {
  private static final int ALL = 10;

  /** The tenths that have rows. */
  static List<Decile> of(Ranking ranking) {
    long size = ranking.size();
    double positives = ranking.allPositives();
    Walk walk = new Walk(ranking);
    List<Decile> deciles = new ArrayList<>();
    for (int i = 1; i <= ALL; i++) {
      double scoresBefore = walk.scores;
      double positivesBefore = walk.positives;
      long rows = Math.round((double) size * i / ALL) - walk.rows;
      if (rows == 0) continue;
      walk.take(rows);
      double rate = (walk.positives - positivesBefore) / rows;
      deciles.add(
          new Decile(
              i,
              rows,
              (walk.scores - scoresBefore) / rows,
              rate,
              walk.positives / positives,
              rate / (positives / size)));
    }
    return List.copyOf(deciles);
  }

  /**
   * Expected calibration error: mean distance between score and observed rate over the tenths,
   * weighted by their rows (Naeini, Cooper and Hauskrecht 2015, with bins of equal size).
   */
  static double calibrationError(List<Decile> deciles) {
    double sum = 0;
    long rows = 0;
    for (Decile decile : deciles) {
      sum += decile.rows * Math.abs(decile.score - decile.rate);
      rows += decile.rows;
    }
    return sum / rows;
  }

  private static final class Walk {
    private final Ranking ranking;
    private int place;
    private long taken;
    private long rows;
    private double scores;
    private double positives;

    Walk(Ranking ranking) {
      this.ranking = ranking;
    }

    void take(long wanted) {
      for (long left = wanted; left > 0; ) {
        int here = ranking.rows()[place];
        long part = Math.min(left, here - taken);
        scores += part * ranking.scores()[place];
        positives += part * ((double) ranking.positives()[place] / here);
        left -= part;
        rows += part;
        taken += part;
        if (taken < here) continue;
        place++;
        taken = 0;
      }
    }
  }
}
