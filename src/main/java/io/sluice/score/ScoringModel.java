package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.List;

/** One model version, ready to score; immutable and thread-safe. */
public final class ScoringModel {
  private final ModelName name;
  private final String version;
  private final Facts facts;
  private final Encoder encoder;
  private final Kernel kernel;

  /**
   * What a caller may want to know of a model.
   *
   * @param contract of the records it was trained on
   * @param target what the score is the probability of, for example {@code defaulted = true}
   * @param sha256 of its artifact
   */
  public record Facts(String contract, String target, String algorithm, String sha256) {}

  /**
   * @throws IllegalArgumentException when the encoder and the kernel do not fit together
   */
  public ScoringModel(ModelName name, String version, Facts facts, Encoder encoder, Kernel kernel) {
    this.name = name;
    this.version = version;
    this.facts = facts;
    this.encoder = encoder;
    this.kernel = kernel;
    if (encoder.width() != kernel.width())
      throw new IllegalArgumentException(
          "the encodings give %d numbers and the model takes %d"
              .formatted(encoder.width(), kernel.width()));
  }

  public ModelName name() {
    return name;
  }

  public String version() {
    return version;
  }

  public Facts facts() {
    return facts;
  }

  /** The columns that a batch needs; it may have more, in any order. */
  public List<Column> features() {
    return encoder.features();
  }

  Encoder encoder() {
    return encoder;
  }

  Kernel kernel() {
    return kernel;
  }

  /**
   * Scores a batch in the caller's thread.
   *
   * @throws IllegalArgumentException when the batch lacks a feature or has it in another type
   */
  public ScoredBatch score(Batch batch) {
    EncodedBatch encoded = encode(batch);
    encoded.score(0, encoded.size());
    return encoded.result();
  }

  /** Takes out of a batch all that scoring needs; the batch may then be used again. */
  EncodedBatch encode(Batch batch) {
    double[] rows = new double[batch.size() * kernel.stride()];
    List<Refusal> refusals = encoder.encode(batch, 0, batch.size(), rows, kernel.stride());
    return new EncodedBatch(kernel, rows, batch.size(), refusals);
  }
}
