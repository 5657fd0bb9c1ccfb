package io.sluice.smile;

import io.sluice.model.TrainingSet;
import smile.data.DataFrame;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;
import smile.data.vector.ValueVector;

/** Training sets as Smile's data frames. */
final class Frames {
  static final String TARGET = "target";

  private Frames() {}

  static DataFrame of(TrainingSet set) {
    ValueVector[] vectors = new ValueVector[set.width() + 1];
    for (int column = 0; column < set.width(); column++) {
      double[] values = new double[set.rows().length];
      for (int row = 0; row < values.length; row++) values[row] = set.rows()[row][column];
      vectors[column] = new DoubleVector("f" + column, values);
    }
    vectors[set.width()] = new IntVector(TARGET, target(set));
    return new DataFrame(vectors);
  }

  static int[] target(TrainingSet set) {
    int[] target = new int[set.positive().length];
    for (int i = 0; i < target.length; i++) target[i] = set.positive()[i] ? 1 : 0;
    return target;
  }
}
