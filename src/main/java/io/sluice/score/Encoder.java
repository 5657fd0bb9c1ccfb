package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Turns columns of a batch into encoded rows; immutable and thread-safe. */
public final class Encoder {
  private final List<Encoding> encodings;
  private final List<ColumnCode> codes;
  private final int width;

  public Encoder(List<Encoding> encodings) {
    this.encodings = List.copyOf(encodings);
    this.codes = encodings.stream().map(ColumnCode::of).toList();
    this.width = encodings.stream().mapToInt(Encoding::width).sum();
  }

  /** The columns that a batch needs, in the order of the encoded row. */
  public List<Column> features() {
    return encodings.stream().map(e -> new Column(e.column(), e.type())).toList();
  }

  public List<Encoding> encodings() {
    return encodings;
  }

  /** How many numbers an encoded row has. */
  public int width() {
    return width;
  }

  /**
   * Encodes rows {@code from} (inclusive) to {@code to} (exclusive); the first of them becomes the
   * first row of {@code rows}.
   *
   * @param rows at least {@code (to - from) × stride} numbers
   * @return the rows that may not be scored, one refusal each, by position; their encoded numbers
   *     mean nothing
   * @throws IllegalArgumentException when the batch lacks a feature or has it in another type
   */
  public List<Refusal> encode(Batch batch, int from, int to, double[] rows, int stride) {
    if (stride > width)
      for (int i = 0; i < to - from; i++)
        Arrays.fill(rows, i * stride + width, (i + 1) * stride, Kernel.PADDING);
    List<Refusal> refusals = new ArrayList<>();
    int offset = 0;
    for (ColumnCode code : codes) {
      int column = batch.index(code.column());
      if (batch.columns().get(column).type().numeric() != code.numeric())
        throw new IllegalArgumentException(
            "%s is %s in the records and %s in the model"
                .formatted(
                    code.column(),
                    batch.columns().get(column).type(),
                    code.numeric() ? "a number" : "TEXT"));
      code.encode(new ColumnCode.Part(batch, column, from, to, rows, stride, offset), refusals);
      offset += code.width();
    }
    return refusals.isEmpty() ? refusals : onePerRow(refusals);
  }

  private static List<Refusal> onePerRow(List<Refusal> refusals) {
    var seen = new TreeMap<Integer, Refusal>();
    for (Refusal refusal : refusals) seen.putIfAbsent(refusal.row(), refusal);
    return List.copyOf(seen.values());
  }
}
