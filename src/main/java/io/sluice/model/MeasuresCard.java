package io.sluice.model;

import io.sluice.model.measure.Confusion;
import io.sluice.model.measure.DeLong;
import io.sluice.model.measure.Decile;
import io.sluice.model.measure.Evaluation;
import io.sluice.model.measure.Slice;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a model card that is measured. */
final class MeasuresCard {
  private MeasuresCard() {}

  static String performance(Manifest manifest) {
    Metrics m = manifest.metrics();
    if (m == null)
      return "There are no answers to measure it by: look at the odd rows that it finds.\n";
    MarkdownTable table = new MarkdownTable("measure", "value", "what it says");
    table.row("AUC", m.auc(), "how often a positive row has the higher score; 0.5 is chance");
    Evaluation evaluation = manifest.evaluation();
    if (evaluation != null) {
      DeLong.Area area = evaluation.auc();
      if (area != null)
        table.row(
            "AUC, 95 % interval", interval(area), "where it may lie with other rows (DeLong)");
    }
    table
        .row("Gini", m.gini(), "2 × AUC - 1")
        .row("KS", m.ks(), "largest gap between the two classes' score distributions");
    if (evaluation != null)
      table
          .row(
              "average precision",
              evaluation.averagePrecision(),
              "area below precision over recall; the share of positives is chance")
          .row(
              "calibration error",
              evaluation.calibrationError(),
              "mean distance of score and observed rate over the tenths; 0 is best");
    return table
        .row("log loss", m.logLoss(), "how surprised the score was; 0 is best")
        .row("Brier", m.brier(), "mean squared distance of score and outcome; 0 is best")
        .row("rows", m.rows(), "held out")
        .row("positives", m.positives(), "among them")
        .toString();
  }

  static void evaluation(StringBuilder card, Evaluation evaluation) {
    ModelCard.section(card, "Calibration and lift", deciles(evaluation.deciles()));
    ModelCard.section(card, "Cut-offs", cutoffs(evaluation.cutoffs()));
    if (!evaluation.slices().isEmpty())
      ModelCard.section(card, "Slices", slices(evaluation.slices()));
  }

  private static String deciles(List<Decile> deciles) {
    MarkdownTable table =
        new MarkdownTable("tenth", "rows", "mean score", "observed rate", "gain", "lift");
    for (Decile d : deciles)
      table.row(Integer.toString(d.decile()), d.rows(), d.score(), d.rate(), d.gain(), d.lift());
    return """
    Tenths of the rows from the highest score down. Calibrated scores equal the observed rate; \
    gain is the share of all positives found so far; lift is the rate over that of all rows.

    %s\
    """
        .formatted(table);
  }

  private static String cutoffs(List<Confusion> cutoffs) {
    MarkdownTable table =
        new MarkdownTable(
            "cut-off", "TP", "FP", "TN", "FN", "precision", "recall", "specificity", "F1");
    for (Confusion c : cutoffs)
      table.row(
          c.cutoff(),
          c.truePositives(),
          c.falsePositives(),
          c.trueNegatives(),
          c.falseNegatives(),
          c.precision(),
          c.recall(),
          c.specificity(),
          c.f1());
    return "Rows with a score from the cut-off on are taken for positive.\n\n" + table;
  }

  private static String slices(List<Slice> slices) {
    MarkdownTable table =
        new MarkdownTable(
            "column", "value", "rows", "positives", "rate", "mean score", "AUC", "95 % interval");
    for (Slice s : slices) {
      Slice.Measured m = s.measured();
      if (m == null) table.row(s.column(), s.value(), s.rows(), s.positives(), "–", "–", "–", "–");
      else
        table.row(
            s.column(),
            s.value(),
            s.rows(),
            s.positives(),
            m.rate(),
            m.score(),
            m.auc().auc(),
            interval(m.auc()));
    }
    return "Where a slice's mean score is far from its rate, the model misjudges it. Slices of few"
        + " rows or of nearly one class are only counted.\n\n"
        + table;
  }

  static String comparison(Comparison comparison) {
    String verdict = "Version %s: %s.\n".formatted(comparison.version(), comparison.reason());
    Comparison.@Nullable Measured measured = comparison.measured();
    if (measured == null) return verdict;
    Metrics own = measured.version();
    Metrics other = measured.champion();
    MarkdownTable table =
        new MarkdownTable("", "this version", "champion " + comparison.champion())
            .row("AUC", own.auc(), other.auc())
            .row("log loss", own.logLoss(), other.logLoss())
            .row("Brier", own.brier(), other.brier());
    return "%s\n%s\n%s\n"
        .formatted(
            verdict,
            table,
            String.format(
                Locale.ROOT,
                "Difference of the AUCs %+.4f, z = %.4g, %s (DeLong), on %,d rows; %s.",
                measured.auc().difference(),
                measured.auc().z(),
                Comparison.chance(measured.auc().p()),
                measured.rows(),
                comparison.overlap().words()));
  }

  private static String interval(DeLong.Area area) {
    return String.format(Locale.ROOT, "%.4f to %.4f", area.low(), area.high());
  }
}
