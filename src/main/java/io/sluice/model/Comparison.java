package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.model.measure.DeLong;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version and the champion on the version's hold-out.
 *
 * @param champion the version that served then; blank when none did
 * @param reason of the verdict, in words
 * @param overlap whether the champion may have an advantage
 * @param measured null when there was nothing to measure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
    String version,
    String champion,
    Verdict verdict,
    String reason,
    Overlap overlap,
    @Nullable Measured measured) {
  /** A difference of AUCs counts when equal models would show it in fewer than one case of 20. */
  static final double LEVEL = 0.05;

  /** What the comparison says of the version, by AUC. */
  public enum Verdict {
    @JsonProperty("better")
    BETTER,
    @JsonProperty("worse")
    WORSE,
    @JsonProperty("no-difference")
    NO_DIFFERENCE,
    @JsonProperty("no-champion")
    NO_CHAMPION,
    @JsonProperty("not-comparable")
    NOT_COMPARABLE
  }

  /** Which of the hold-out rows the champion learned from. */
  public enum Overlap {
    /** It kept these rows of the same data back as well. */
    @JsonProperty("none")
    NONE(
        "the champion kept these rows of the same data back as well and learned from none of them"),
    @JsonProperty("some")
    SOME(
        "the champion learned from some of these rows: same data, other split or seed; that"
            + " flatters it"),
    @JsonProperty("unknown")
    UNKNOWN(
        "the champion may have learned from some of these rows: its data was another set; that"
            + " may flatter it");

    private final String words;

    Overlap(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * @param rows of the hold-out that both score
   * @param auc the version's minus the champion's (DeLong's test)
   */
  public record Measured(long rows, Metrics version, Metrics champion, DeLong.Difference auc) {}

  /** The p-value in words; a zero would say that something is impossible. */
  static String chance(double p) {
    return p < 1e-4 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
  }

  static Comparison nothing(String version, String champion, Verdict verdict, String reason) {
    return new Comparison(version, champion, verdict, reason, Overlap.UNKNOWN, null);
  }

  static Comparison of(String version, String champion, Overlap overlap, Measured measured) {
    DeLong.Difference auc = measured.auc();
    String p = chance(auc.p());
    if (auc.p() >= LEVEL)
      return new Comparison(
          version,
          champion,
          Verdict.NO_DIFFERENCE,
          "the AUCs do not differ at 5 %, " + p,
          overlap,
          measured);
    boolean better = auc.difference() > 0;
    return new Comparison(
        version,
        champion,
        better ? Verdict.BETTER : Verdict.WORSE,
        "its AUC is %s at 5 %%, %s%s"
            .formatted(
                better ? "higher" : "lower",
                p,
                overlap == Overlap.NONE ? "" : "; " + overlap.words()),
        overlap,
        measured);
  }
}
