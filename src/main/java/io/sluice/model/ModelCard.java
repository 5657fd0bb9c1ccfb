package io.sluice.model;

import io.sluice.model.measure.Evaluation;
import io.sluice.score.Encoding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the model card, Markdown: what a person should know before trusting a version (Mitchell et
 * al., Model Cards for Model Reporting, 2019).
 */
public final class ModelCard {
  private ModelCard() {}

  /**
   * @param limits of use as the spec states them; may be empty
   */
  static String of(Manifest manifest, String limits) {
    StringBuilder card = new StringBuilder();
    card.append("# ").append(manifest.model()).append("\n\n");
    card.append(
        "Gives %s for records of the contract `%s`.\n"
            .formatted(
                manifest.algorithm().unsupervised()
                    ? "a score of how unlike the others a record is, from 0 to 1; .5 is usual,"
                    : "the probability of `%s`".formatted(manifest.target()),
                manifest.contract()));
    section(card, "Limits of use", limits.isBlank() ? "The spec states none.\n" : limits + "\n");
    section(card, "Data and lineage", data(manifest).toString());
    section(card, "Features", features(manifest.encodings()).toString());
    section(card, "Algorithm", algorithm(manifest));
    section(card, "Performance on the hold-out", MeasuresCard.performance(manifest));
    Evaluation evaluation = manifest.evaluation();
    if (evaluation != null) MeasuresCard.evaluation(card, evaluation);
    return card.toString();
  }

  /**
   * A card with the comparison that a person is to decide on. The comparison is not in the
   * artifact, because the champion changes.
   *
   * @param card of the artifact
   */
  public static String with(String card, Comparison comparison) {
    StringBuilder whole = new StringBuilder(card);
    section(whole, "Comparison with the champion", MeasuresCard.comparison(comparison));
    return whole.toString();
  }

  static void section(StringBuilder card, String title, String text) {
    card.append("\n## ").append(title).append("\n\n").append(text);
  }

  private static MarkdownTable data(Manifest manifest) {
    Manifest.Data data = manifest.data();
    ModelSpec.Split split = manifest.split();
    return new MarkdownTable("", "")
        .row("rows to learn from", data.train())
        .row("rows held out", data.holdout())
        .row(
            "split",
            split.random()
                ? "at random, seed " + manifest.seed()
                : "the latest rows by " + split.by() + " are held out")
        .row("share held out", split.holdout())
        .row("left out without label", data.unlabelled())
        .row("left out by the policies", data.refused())
        .row("sha-256 of the data", data.sha256())
        .row("made from", String.join(", ", manifest.lineage()))
        .row("made by", "Sluice " + manifest.code() + ", " + manifest.trainer());
  }

  private static MarkdownTable features(List<Encoding> encodings) {
    MarkdownTable table = new MarkdownTable("column", "type", "missing value", "unseen category");
    for (Encoding encoding : encodings)
      table.row(
          encoding.column(),
          encoding.type().name().toLowerCase(Locale.ROOT),
          missing(encoding),
          unseen(encoding));
    return table;
  }

  private static String missing(Encoding encoding) {
    return switch (encoding) {
      case Encoding.Numeric number -> {
        if (number.open()) yield "left to the model";
        yield number.fill() == null ? "no score" : "as " + number.fill();
      }
      case Encoding.Codes codes -> codes.missing() == null ? "no score" : "a category of its own";
      case Encoding.OneHot hot -> hot.missing() ? "a category of its own" : "no score";
    };
  }

  private static String unseen(Encoding encoding) {
    return switch (encoding) {
      case Encoding.Numeric number -> "does not apply";
      case Encoding.Codes codes -> codes.other() == null ? "no score" : "of no known effect";
      case Encoding.OneHot hot -> hot.other() ? "of no known effect" : "no score";
    };
  }

  private static String algorithm(Manifest manifest) {
    MarkdownTable table =
        new MarkdownTable("", "")
            .row("fitted with", manifest.algorithm())
            .row("seed", Long.toString(manifest.seed()))
            .row("class weights", weights(manifest.classWeights()));
    List<Trial> trials = manifest.search();
    if (trials == null) return table + "\nThe spec set the hyperparameters.\n";
    double best = trials.stream().mapToDouble(Trial::auc).max().orElseThrow();
    return table
        + String.format(
            Locale.ROOT,
            "\nThe best of %d tries by AUC on a quarter of the training part (never on the"
                + " hold-out): %.4f; the spec's own values had %.4f.\n",
            trials.size(),
            best,
            trials.getFirst().auc());
  }

  private static String weights(@Nullable ClassWeights weights) {
    return weights == null
        ? "none"
        : weights.text() + ": the score ranks, it is no rate at which positives occur";
  }
}
