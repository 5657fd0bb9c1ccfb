package io.sluice.score;

import io.sluice.data.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one encoding over a part of a batch. */
sealed interface ColumnCode {
  String column();

  int width();

  boolean numeric();

  void encode(Part part, List<Refusal> refusals);

  static ColumnCode of(Encoding encoding) {
    return switch (encoding) {
      case Encoding.Numeric numeric -> new Numbers(numeric);
      case Encoding.Codes codes -> new Ranks(codes, ranks(codes));
      case Encoding.OneHot oneHot -> new Flags(oneHot, places(oneHot.levels()));
    };
  }

  /** Rows of one column, and where their numbers go. */
  record Part(Batch batch, int column, int from, int to, double[] rows, int stride, int offset) {}

  /** A number, shifted and scaled. */
  record Numbers(Encoding.Numeric encoding) implements ColumnCode {
    @Override
    public String column() {
      return encoding.column();
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public boolean numeric() {
      return true;
    }

    @Override
    public void encode(Part part, List<Refusal> refusals) {
      double[] values = part.batch().numbers(part.column());
      double fill = encoding.fill() == null ? Double.NaN : encoding.fill();
      double shift = encoding.shift();
      double scale = encoding.scale();
      int place = part.offset();
      for (int row = part.from(); row < part.to(); row++, place += part.stride()) {
        double value = values[row];
        if (Double.isNaN(value)) {
          value = fill;
          if (Double.isNaN(fill) && !encoding.open())
            refusals.add(new Refusal(row, column(), Refusal.Unfit.MISSING_VALUE, null));
        }
        part.rows()[place] = (value - shift) * scale;
      }
    }
  }

  /** A category as its rank. */
  record Ranks(Encoding.Codes encoding, Map<String, Double> ranks) implements ColumnCode {
    @Override
    public String column() {
      return encoding.column();
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public boolean numeric() {
      return false;
    }

    @Override
    public void encode(Part part, List<Refusal> refusals) {
      @Nullable String[] values = part.batch().texts(part.column());
      int place = part.offset();
      for (int row = part.from(); row < part.to(); row++, place += part.stride()) {
        String value = values[row];
        Double known = value == null ? encoding.missing() : ranks.get(value);
        if (known == null && value != null) known = encoding.other();
        if (known == null) refusals.add(refusal(row, column(), value));
        part.rows()[place] = known == null ? Double.NaN : known;
      }
    }
  }

  /** A category as one flag among many. */
  record Flags(Encoding.OneHot encoding, Map<String, Integer> places) implements ColumnCode {
    @Override
    public String column() {
      return encoding.column();
    }

    @Override
    public int width() {
      return encoding.width();
    }

    @Override
    public boolean numeric() {
      return false;
    }

    @Override
    public void encode(Part part, List<Refusal> refusals) {
      @Nullable String[] values = part.batch().texts(part.column());
      int start = part.offset();
      for (int row = part.from(); row < part.to(); row++, start += part.stride()) {
        Arrays.fill(part.rows(), start, start + width(), 0);
        String value = values[row];
        Integer place = value == null ? Integer.valueOf(places.size()) : places.get(value);
        boolean refused = value == null ? !encoding.missing() : place == null && !encoding.other();
        if (refused) refusals.add(refusal(row, column(), value));
        if (place != null) part.rows()[start + place] = 1;
      }
    }
  }

  private static Refusal refusal(int row, String column, @Nullable String value) {
    return new Refusal(
        row,
        column,
        value == null ? Refusal.Unfit.MISSING_VALUE : Refusal.Unfit.UNKNOWN_CATEGORY,
        value);
  }

  private static Map<String, Double> ranks(Encoding.Codes encoding) {
    Map<String, Double> ranks = new HashMap<>();
    for (int i = 0; i < encoding.levels().size(); i++)
      ranks.put(encoding.levels().get(i), encoding.codes().get(i));
    return ranks;
  }

  private static Map<String, Integer> places(List<String> levels) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < levels.size(); i++) places.put(levels.get(i), i);
    return places;
  }
}
