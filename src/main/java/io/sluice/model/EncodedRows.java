package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.score.Encoder;
import io.sluice.score.Refusal;
import io.sluice.step.StepRejected;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Encoded rows without those that the policies refuse.
 *
 * @param rows one after another, {@code stride} numbers each
 * @param kept the position of each in its batch, ascending
 */
record EncodedRows(double[] rows, int stride, boolean[] positive, int[] kept) {
  /** Fewer labelled rows than this teach nothing. */
  static final int LEAST = 50;

  static EncodedRows of(Encoder encoder, Batch batch, boolean[] positive, int stride) {
    double[] rows = new double[batch.size() * stride];
    List<Refusal> refusals = encoder.encode(batch, 0, batch.size(), rows, stride);
    if (refusals.isEmpty())
      return new EncodedRows(rows, stride, positive, IntStream.range(0, batch.size()).toArray());
    boolean[] refused = new boolean[batch.size()];
    for (Refusal refusal : refusals) refused[refusal.row()] = true;
    int[] kept = Rows.where(batch.size(), row -> !refused[row]);
    for (int i = 0; i < kept.length; i++)
      System.arraycopy(rows, kept[i] * stride, rows, i * stride, stride);
    return new EncodedRows(
        Arrays.copyOf(rows, kept.length * stride), stride, Rows.select(positive, kept), kept);
  }

  int size() {
    return positive.length;
  }

  /**
   * @param part what these rows are, for the message
   * @throws StepRejected {@code training-data}
   */
  EncodedRows withBothClasses(String part) {
    boolean some = false;
    boolean all = true;
    for (boolean p : positive) {
      some |= p;
      all &= p;
    }
    if (!some || all) throw tooLittle("one class only in the %s rows".formatted(part));
    return this;
  }

  /** The mean of each number of a row. */
  List<Double> averages() {
    double[] sums = new double[stride];
    for (int i = 0; i < size() * stride; i++) sums[i % stride] += rows[i];
    return Arrays.stream(sums).map(sum -> sum / size()).boxed().toList();
  }

  TrainingSet set() {
    double[][] each = new double[size()][];
    for (int i = 0; i < each.length; i++)
      each[i] = Arrays.copyOfRange(rows, i * stride, (i + 1) * stride);
    return new TrainingSet(each, positive);
  }

  static StepRejected tooLittle(String what) {
    return new StepRejected(
        "training-data",
        "%s: at least %d labelled rows with both outcomes in the training part and the hold-out"
                .formatted(what, LEAST)
            + " are needed");
  }
}
