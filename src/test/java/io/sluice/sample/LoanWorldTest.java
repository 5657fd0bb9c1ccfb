package io.sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sample.LoanWorld.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoanWorldTest {
  private static final int ROWS = 20_000;

  @Test
  void theSameSeedGivesTheSameFile() throws IOException {
    Settings settings = Settings.of(500, 7).dirty(Dirt.SOME).drift(0, 1);
    assertThat(text(settings)).isEqualTo(text(settings));
    assertThat(text(settings)).isNotEqualTo(text(Settings.of(500, 8)));
  }

  @Test
  void theDefaultRateLiesBetweenTwelveAndTwentyPercent() {
    assertThat(applicants(0).stream().mapToInt(a -> a.defaulted() ? 1 : 0).average().orElseThrow())
        .isBetween(0.12, 0.20);
  }

  @Test
  void theTrueProbabilityTellsDefaultsApartButNotPerfectly() {
    double auc = auc(applicants(0), Applicant::probability);
    assertThat(auc).isBetween(0.75, 0.90);
    assertThat(auc(applicants(0), a -> -a.bureauScore())).isBetween(0.55, auc - 0.03);
  }

  @Test
  void driftMovesIncomesRatesAndChannels() {
    var before = applicants(0);
    var after = applicants(1);
    assertThat(psi(before, applicants(0), Applicant::monthlyIncome)).isLessThan(1e-9);
    assertThat(psi(before, after, Applicant::monthlyIncome)).isGreaterThan(0.1);
    assertThat(psi(before, after, Applicant::interestRate)).isGreaterThan(0.25);
    assertThat(share(after, "mobile")).isGreaterThan(share(before, "mobile") + 0.2);
  }

  @Test
  void eachKindOfDirtAppearsInItsShare() throws IOException {
    Settings clean = Settings.of(ROWS, 5);
    List<String> truth = text(clean).lines().toList();
    Dirt dirt = new Dirt(0.02, 0.03, 0.04, 0.05, 0.01);
    List<String> dirty = text(clean.dirty(dirt)).lines().toList();
    assertThat(dirty).hasSameSizeAs(truth);
    long changed = 0;
    long empty = 0;
    for (int i = 1; i < truth.size(); i++) {
      if (!truth.get(i).equals(dirty.get(i))) changed++;
      if (dirty.get(i).split(",", -1)[1].isEmpty()) empty++;
    }
    assertThat(changed / (double) ROWS).isBetween(0.14, 0.16);
    assertThat(empty / (double) ROWS).isBetween(0.02 / 7 * 0.7, 0.02 / 7 * 1.3);
    assertThat((ROWS - new HashSet<>(dirty.subList(1, dirty.size())).size()) / (double) ROWS)
        .isBetween(0.035, 0.045);
  }

  @Test
  void unlabelledFilesLackTheLabel() throws IOException {
    assertThat(text(Settings.of(3, 1)).lines().findFirst()).get().asString().endsWith("defaulted");
    assertThat(text(Settings.of(3, 1).unlabelled()).lines())
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(Row.COLUMNS.size() - 1));
  }

  private static List<Applicant> applicants(double drift) {
    LoanWorld world = new LoanWorld(Settings.of(ROWS, 11).drift(drift, drift));
    return LongStream.range(0, ROWS).mapToObj(world::applicant).toList();
  }

  private static String text(Settings settings) throws IOException {
    StringWriter text = new StringWriter();
    new LoanWorld(settings).write(text);
    return text.toString();
  }

  private static double share(List<Applicant> all, String channel) {
    return all.stream().filter(a -> a.channel().equals(channel)).count() / (double) all.size();
  }

  private static double auc(List<Applicant> all, ToDoubleFunction<Applicant> score) {
    List<Applicant> sorted = all.stream().sorted(Comparator.comparingDouble(score)).toList();
    double bad = 0;
    double ranks = 0;
    for (int i = 0; i < sorted.size(); i++)
      if (sorted.get(i).defaulted()) {
        bad++;
        ranks += i + 1;
      }
    return (ranks - bad * (bad + 1) / 2) / (bad * (sorted.size() - bad));
  }

  private static double psi(
      List<Applicant> expected, List<Applicant> actual, ToDoubleFunction<Applicant> of) {
    double[] sorted = expected.stream().mapToDouble(of).sorted().toArray();
    double psi = 0;
    double[] values = actual.stream().mapToDouble(of).toArray();
    for (int bin = 0; bin < 10; bin++) {
      double low = bin == 0 ? Double.NEGATIVE_INFINITY : sorted[sorted.length * bin / 10];
      double high = bin == 9 ? Double.POSITIVE_INFINITY : sorted[sorted.length * (bin + 1) / 10];
      double e = part(sorted, low, high);
      double a = part(values, low, high);
      psi += (a - e) * Math.log(a / e);
    }
    return psi;
  }

  private static double part(double[] values, double low, double high) {
    return (Arrays.stream(values).filter(v -> v >= low && v < high).count() + 0.5) / values.length;
  }
}
