package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.model.measure.Evaluation;
import io.sluice.score.Encoding;
import io.sluice.score.ReasonWords;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model version is, beside the numbers of {@code model.onnx}. Holds nothing that differs
 * between two trainings on the same data, so that they give the same artifact.
 *
 * @param format of the artifact
 * @param encodings of the features, in the order of the encoded row
 * @param target null when it learned without answers
 * @param metrics on the hold-out; null when there were no answers to measure by
 * @param trainer library that fitted the model
 * @param code version of Sluice
 * @param lineage what the version was made from: contract, data and spec, by version or hash
 * @param evaluation on the hold-out; null in artifacts from before it was kept
 * @param classWeights null when the classes were not weighted
 * @param monitoring what the version must keep to once it serves; null for what is usual
 * @param averages of the encoded rows that it learned from, for the reasons of linear models; null
 *     for others
 * @param reasons how a feature's push is worded; null when nothing is
 * @param search the tries that {@code algorithm} was chosen from; null when the spec set it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    int format,
    String model,
    String contract,
    ModelSpec.@Nullable Target target,
    List<Encoding> encodings,
    Algorithm algorithm,
    long seed,
    ModelSpec.Split split,
    Data data,
    @Nullable Metrics metrics,
    String trainer,
    String code,
    List<String> lineage,
    @Nullable Evaluation evaluation,
    @Nullable ClassWeights classWeights,
    @Nullable List<Trial> search,
    @Nullable Monitoring monitoring,
    @Nullable List<Double> averages,
    @Nullable Map<String, ReasonWords> reasons) {
  static final int FORMAT = 1;

  public Manifest {
    encodings = List.copyOf(encodings);
    lineage = List.copyOf(lineage);
    averages = averages == null ? null : List.copyOf(averages);
    reasons = reasons == null ? null : Collections.unmodifiableMap(new TreeMap<>(reasons));
    search = search == null ? null : List.copyOf(search);
    if (format != FORMAT)
      throw new IllegalArgumentException(
          "format %d is not known here, %d is".formatted(format, FORMAT));
  }

  /** What the score says. */
  public String meaning() {
    return target == null ? "how unlike the others a record is" : target.toString();
  }

  /**
   * The rows behind a version.
   *
   * @param sha256 of the labelled rows' content
   * @param unlabelled rows left out because their target is missing
   * @param refused rows left out by the spec's policies
   */
  public record Data(String sha256, long train, long holdout, long unlabelled, long refused) {}
}
