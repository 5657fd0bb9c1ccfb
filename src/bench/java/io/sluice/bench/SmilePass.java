package io.sluice.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.sluice.smile.BenchForest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Smile's own prediction of a file's rows; reading and encoding them isn't counted. */
final class SmilePass {
  private static final int CHUNK = 50_000;
  private static final List<String> FEATURES =
      List.of(
          """
          age monthly_income employment_months employment_type housing marital_status dependents
          education loan_amount term_months purpose interest_rate existing_loans credit_lines
          utilization delinquencies_24m inquiries_6m months_since_delinquency savings_balance
          debt_to_income bureau_score region channel\
          """
              .split("\\s+"));

  private final Map<String, Map<String, Double>> levels = new HashMap<>();

  private SmilePass() {}

  /** Grows the sample's forest on one file and predicts the other on all processors. */
  static double seconds(Path labelled, Path file) throws Exception {
    return new SmilePass().measure(labelled, file);
  }

  private double measure(Path labelled, Path file) throws Exception {
    List<double[]> rows = new ArrayList<>();
    List<Boolean> answers = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = open(labelled)) {
      for (NamedCsvRecord row : csv) {
        rows.add(encoded(row));
        answers.add(row.getField("defaulted").equals("true"));
      }
    }
    boolean[] positive = new boolean[answers.size()];
    for (int i = 0; i < positive.length; i++) positive[i] = answers.get(i);
    BenchForest forest = BenchForest.grow(rows.toArray(double[][]::new), positive, 10, 42);
    int processors = Runtime.getRuntime().availableProcessors();
    long nanos = 0;
    try (CsvReader<NamedCsvRecord> csv = open(file);
        ExecutorService threads = Executors.newFixedThreadPool(processors)) {
      var iterator = csv.iterator();
      while (iterator.hasNext()) {
        List<double[]> chunk = new ArrayList<>();
        while (iterator.hasNext() && chunk.size() < CHUNK) chunk.add(encoded(iterator.next()));
        nanos += predict(forest, chunk, processors, threads);
      }
    }
    return nanos / 1e9;
  }

  private static long predict(
      BenchForest forest, List<double[]> rows, int parts, ExecutorService threads)
      throws Exception {
    List<Callable<Double>> work = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = rows.size() * part / parts;
      int to = rows.size() * (part + 1) / parts;
      var predictor = forest.predictor(rows.subList(from, to).toArray(double[][]::new));
      work.add(() -> predictor.applyAsDouble(new double[to - from]));
    }
    long start = System.nanoTime();
    for (Future<Double> each : threads.invokeAll(work)) each.get();
    return System.nanoTime() - start;
  }

  private static CsvReader<NamedCsvRecord> open(Path file) throws IOException {
    return CsvReader.builder().ofNamedCsvRecord(file);
  }

  /** Numbers as they are, anything else by its order of appearance. */
  private double[] encoded(NamedCsvRecord row) {
    double[] encoded = new double[FEATURES.size()];
    for (int i = 0; i < encoded.length; i++) {
      String name = FEATURES.get(i);
      String cell = row.getField(name);
      encoded[i] =
          cell.matches("-?[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(cell) : level(name, cell);
    }
    return encoded;
  }

  private double level(String name, String cell) {
    Map<String, Double> known = levels.computeIfAbsent(name, n -> new HashMap<>());
    return known.computeIfAbsent(cell, c -> (double) known.size());
  }
}
