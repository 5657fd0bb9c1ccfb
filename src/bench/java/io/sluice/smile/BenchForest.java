package io.sluice.smile;

import io.sluice.model.Algorithm;
import io.sluice.model.TrainingSet;
import io.sluice.score.Ensemble;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.Tuple;

/** A forest of Smile's for measurements; here, because only this room knows Smile. */
public final class BenchForest {
  private final RandomForest forest;
  private final int width;

  private BenchForest(RandomForest forest, int width) {
    this.forest = forest;
    this.width = width;
  }

  /** Grows 100 trees to depth 20, with at least so many rows to a leaf. */
  public static BenchForest grow(double[][] rows, boolean[] positive, int nodeSize, long seed) {
    return grow(rows, positive, nodeSize, seed, 20);
  }

  public static BenchForest grow(
      double[][] rows, boolean[] positive, int nodeSize, long seed, int depth) {
    TrainingSet set = new TrainingSet(rows, positive);
    return new BenchForest(
        SmileTrainer.forest(set, new Algorithm.RandomForest(100, depth, nodeSize, 0), seed),
        set.width());
  }

  public Ensemble fitted() {
    return FittedTrees.of(forest, width);
  }

  public int nodes() {
    return fitted().nodes();
  }

  /** Predicts the rows with Smile's posteriors into the array and gives how many they were. */
  public ToDoubleFunction<double[]> predictor(double[][] rows) {
    DataFrame frame = Frames.of(new TrainingSet(rows, new boolean[rows.length]));
    Tuple[] tuples = new Tuple[rows.length];
    // Rows of their own are what Smile reads fastest; one schema, or its formula binds each time.
    for (int i = 0; i < tuples.length; i++)
      tuples[i] = Tuple.of(frame.schema(), Arrays.copyOf(rows[i], width + 1));
    double[] posteriori = new double[2];
    return scores -> {
      for (int i = 0; i < tuples.length; i++) {
        forest.predict(tuples[i], posteriori);
        scores[i] = posteriori[1];
      }
      return tuples.length;
    };
  }
}
