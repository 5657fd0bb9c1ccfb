package io.sluice.model;

import io.sluice.score.Encoding;
import java.util.List;

/**
 * What a model version is, beside the numbers of {@code model.onnx}. Holds nothing that differs
 * between two trainings on the same data, so that they give the same artifact.
 *
 * @param format of the artifact
 * @param encodings of the features, in the order of the encoded row
 * @param trainer library that fitted the model
 * @param code version of Sluice
 * @param lineage what the version was made from: contract, data and spec, by version or hash
 */
public record Manifest(
    int format,
    String model,
    String contract,
    ModelSpec.Target target,
    List<Encoding> encodings,
    Algorithm algorithm,
    long seed,
    ModelSpec.Split split,
    Data data,
    Metrics metrics,
    String trainer,
    String code,
    List<String> lineage) {
  static final int FORMAT = 1;

  public Manifest {
    encodings = List.copyOf(encodings);
    lineage = List.copyOf(lineage);
    if (format != FORMAT)
      throw new IllegalArgumentException(
          "format %d is not known here, %d is".formatted(format, FORMAT));
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
