package io.sluice.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The encoded rows of one batch and their scores as they come; parts may be scored in parallel. */
final class EncodedBatch {
  private final Kernel kernel;
  private final double[] rows;
  private final double[] scores;
  private final List<Refusal> refusals;
  private final List<Refusal> poison = new ArrayList<>();

  EncodedBatch(Kernel kernel, double[] rows, int size, List<Refusal> refusals) {
    this.kernel = kernel;
    this.rows = rows;
    this.scores = new double[size];
    this.refusals = refusals;
  }

  int size() {
    return scores.length;
  }

  /** The rows that could not be encoded, by position. */
  List<Refusal> refusals() {
    return refusals;
  }

  void score(int from, int to) {
    kernel.score(rows, from, to, scores);
  }

  /** Leaves out a row that the kernel fails on; for one thread, once no part is being scored. */
  void leaveOut(int row, Refusal.Poison why) {
    poison.add(new Refusal(row, "", why, null));
  }

  /** Once all parts are scored. */
  ScoredBatch result() {
    List<Refusal> all = poison.isEmpty() ? refusals : withPoison();
    for (Refusal refusal : all) scores[refusal.row()] = Double.NaN;
    return new ScoredBatch(scores, all);
  }

  private List<Refusal> withPoison() {
    List<Refusal> all = new ArrayList<>(refusals);
    all.addAll(poison);
    all.sort(Comparator.comparingInt(Refusal::row));
    return List.copyOf(all);
  }
}
