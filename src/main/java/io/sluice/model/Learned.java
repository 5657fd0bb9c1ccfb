package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.model.measure.Evaluation;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.Fitted;
import io.sluice.score.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of fitting.
 *
 * @param rows that it learned from
 * @param averages of the encoded rows when the model is linear, else null
 */
record Learned(List<Encoding> encodings, Fitted fitted, int rows, @Nullable List<Double> averages) {

  /**
   * Scores rows as serving does, without those that the policies refuse.
   *
   * @param part what these rows are, for the message
   * @throws io.sluice.step.StepRejected {@code training-data} when one class is missing
   */
  Evaluation.Scored score(Batch batch, boolean[] positive, String part) {
    return scored(batch, encoded(batch, positive).withBothClasses(part));
  }

  /** The same, when there are no answers and so no classes. */
  Evaluation.Scored score(Batch batch, boolean[] positive) {
    return scored(batch, encoded(batch, positive));
  }

  private EncodedRows encoded(Batch batch, boolean[] positive) {
    return EncodedRows.of(new Encoder(encodings), batch, positive, Kernel.of(fitted).stride());
  }

  private Evaluation.Scored scored(Batch batch, EncodedRows held) {
    Kernel kernel = Kernel.of(fitted);
    double[] scores = new double[held.size()];
    kernel.score(held.rows(), 0, held.size(), scores);
    return new Evaluation.Scored(Rows.select(batch, held.kept()), scores, held.positive());
  }

  /** Picks rows for others to check the kernel with. */
  Golden golden(Batch batch, long seed) {
    Kernel kernel = Kernel.of(fitted);
    boolean[] any = new boolean[batch.size()];
    EncodedRows held = EncodedRows.of(new Encoder(encodings), batch, any, kernel.stride());
    double[] scores = new double[held.size()];
    kernel.score(held.rows(), 0, held.size(), scores);
    return Golden.pick(kernel, held.rows(), scores, seed);
  }
}
