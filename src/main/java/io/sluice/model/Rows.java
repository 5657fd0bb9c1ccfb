package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Picks rows out of batches. */
final class Rows {
  private Rows() {}

  static int[] where(int size, IntPredicate condition) {
    return IntStream.range(0, size).filter(condition).toArray();
  }

  static Batch select(Batch batch, int[] rows) {
    return batch.pick(rows);
  }

  /** The same rows with these columns alone, in this order. */
  static Batch columns(Batch batch, List<String> names) {
    int[] places = names.stream().mapToInt(batch::index).toArray();
    Object[] vectors = new Object[places.length];
    for (int i = 0; i < places.length; i++)
      vectors[i] =
          batch.columns().get(places[i]).type().numeric()
              ? batch.numbers(places[i])
              : batch.texts(places[i]);
    List<Column> columns = IntStream.of(places).mapToObj(batch.columns()::get).toList();
    return new Batch(columns, vectors, batch.size(), 0);
  }

  static boolean[] select(boolean[] values, int[] rows) {
    boolean[] selected = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) selected[i] = values[rows[i]];
    return selected;
  }

  static double[] select(double[] values, int[] rows) {
    double[] selected = new double[rows.length];
    for (int i = 0; i < rows.length; i++) selected[i] = values[rows[i]];
    return selected;
  }

  /** Of names, types and values, column by column; equal content gives an equal hash. */
  static String sha256(Batch batch) {
    MessageDigest digest = Sha256.digest();
    ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
    for (int i = 0; i < batch.columns().size(); i++) {
      Column column = batch.columns().get(i);
      digest.update((column.name() + '\0' + column.type() + '\0').getBytes(StandardCharsets.UTF_8));
      for (int row = 0; row < batch.size(); row++)
        if (column.type().numeric())
          digest.update(number.clear().putDouble(batch.numbers(i)[row]).flip());
        else digest.update(text(batch.texts(i)[row]));
    }
    return Sha256.hex(digest.digest());
  }

  private static byte[] text(@Nullable String value) {
    return (value == null ? "\1" : "\2" + value + '\0').getBytes(StandardCharsets.UTF_8);
  }
}
