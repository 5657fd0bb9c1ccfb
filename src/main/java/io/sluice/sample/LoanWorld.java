package io.sluice.sample;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * A world of loan applicants whose default risk is known, written as CSV that the contract {@code
 * loan-application} describes. Who applies is told in {@link Applicants}, who defaults in {@link
 * DefaultRisk}. Every row depends on the seed and its own number only, so the same settings give
 * the same file, in constant memory.
 *
 * <p>With all drift at 1, incomes and loans are {@value Applicants#INFLATION_PERCENT} % higher than
 * without, half of the branch's and the broker's applicants come by mobile, and interest rates are
 * {@value Applicants#RATE_SHIFT} points higher.
 */
public final class LoanWorld {
  private final Settings settings;

  public LoanWorld(Settings settings) {
    this.settings = settings;
  }

  /**
   * What is written.
   *
   * @param rows without the header
   * @param seed also part of the application ids (its last four digits), so that files of different
   *     seeds share no id
   * @param from day of the first application
   * @param to day of the last application
   * @param driftStart strength of the drift at the first row, 0 (none) to 1
   * @param driftEnd strength of the drift at the last row
   * @param labelled whether the column {@code defaulted} is written
   */
  public record Settings(
      long rows,
      long seed,
      LocalDate from,
      LocalDate to,
      double driftStart,
      double driftEnd,
      boolean labelled,
      Dirt dirt) {
    public Settings {
      if (rows < 0 || rows > 100_000_000) throw new IllegalArgumentException("rows: 0 to 1e8");
      if (to.isBefore(from)) throw new IllegalArgumentException("to lies before from");
      for (double drift : new double[] {driftStart, driftEnd})
        if (!(drift >= 0 && drift <= 1)) throw new IllegalArgumentException("drift is 0 to 1");
    }

    /** Labelled, clean and without drift, over the year 2025. */
    public static Settings of(long rows, long seed) {
      return new Settings(
          rows, seed, LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31), 0, 0, true, Dirt.NONE);
    }

    public Settings period(LocalDate first, LocalDate last) {
      return new Settings(rows, seed, first, last, driftStart, driftEnd, labelled, dirt);
    }

    public Settings drift(double start, double end) {
      return new Settings(rows, seed, from, to, start, end, labelled, dirt);
    }

    public Settings unlabelled() {
      return new Settings(rows, seed, from, to, driftStart, driftEnd, false, dirt);
    }

    public Settings dirty(Dirt share) {
      return new Settings(rows, seed, from, to, driftStart, driftEnd, labelled, share);
    }
  }

  /**
   * Writes header and rows with LF line ends; the writer is flushed and left open.
   *
   * @throws IOException when the writer fails
   */
  public void write(Writer writer) throws IOException {
    @SuppressWarnings("resource") // closing it would close the caller's writer
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(1 << 16).build(writer);
    int width = settings.labelled() ? Row.COLUMNS.size() : Row.COLUMNS.size() - 1;
    csv.writeRecord(Row.COLUMNS.subList(0, width));
    String[] before = new String[0];
    for (long i = 0; i < settings.rows(); i++) {
      SplittableRandom random = random(i, 2);
      Dirt.Kind kind = settings.dirt().kind(random.nextDouble());
      boolean repeat = kind == Dirt.Kind.DUPLICATE && before.length > 0;
      String[] row = repeat ? before : Row.of(applicant(i), width);
      Row.soil(row, kind, random);
      if (kind == Dirt.Kind.CLEAN) before = row;
      csv.writeRecord(row);
    }
    csv.flush();
  }

  /** The true applicant of a row, with the default probability that no model is shown. */
  Applicant applicant(long row) {
    double time = settings.rows() < 2 ? 0 : (double) row / (settings.rows() - 1);
    double drift = settings.driftStart() + time * (settings.driftEnd() - settings.driftStart());
    long days = ChronoUnit.DAYS.between(settings.from(), settings.to());
    LocalDate day = settings.from().plusDays(Math.round(time * days));
    return Applicants.draw(id(row), day, drift, random(row, 1));
  }

  private String id(long row) {
    char[] id = "LA-0000-00000000".toCharArray();
    digits(id, 7, Math.floorMod(settings.seed(), 10_000L));
    digits(id, id.length, row + 1);
    return new String(id);
  }

  private static void digits(char[] text, int end, long number) {
    long left = number;
    for (int at = end - 1; left > 0; at--, left /= 10) text[at] = (char) ('0' + left % 10);
  }

  /** The golden ratio spreads neighbouring rows over all seeds. */
  private SplittableRandom random(long row, int stream) {
    long mixed = (settings.seed() * 31 + stream) * 0x9E3779B97F4A7C15L + row * 0xD1B54A32D192ED03L;
    return new SplittableRandom(mixed);
  }
}
