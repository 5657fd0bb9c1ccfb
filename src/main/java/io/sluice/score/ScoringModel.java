package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One model version, ready to score; immutable and thread-safe. */
public final class ScoringModel {
  private final ModelName name;
  private final String version;
  private final Facts facts;
  private final Encoder encoder;
  private final Kernel kernel;
  private final Optional<Reasons> reasons;

  /**
   * What a caller may want to know of a model.
   *
   * @param contract of the records it was trained on
   * @param target what the score is the probability of, for example {@code defaulted = true}
   * @param sha256 of its artifact
   */
  public record Facts(String contract, String target, String algorithm, String sha256) {}

  /**
   * @param reasons empty when the model cannot say why it scores as it does
   * @throws IllegalArgumentException when the encoder and the kernel do not fit together
   */
  public ScoringModel(
      ModelName name,
      String version,
      Facts facts,
      Encoder encoder,
      Kernel kernel,
      Optional<Reasons> reasons) {
    this.name = name;
    this.version = version;
    this.facts = facts;
    this.encoder = encoder;
    this.kernel = kernel;
    this.reasons = reasons;
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

  /** Whether {@link #reasons} can be asked for. */
  public boolean explains() {
    return reasons.isPresent();
  }

  /**
   * Says for each row which features pushed its score most; of rows that are refused it says
   * nothing that means something.
   *
   * @param most reasons a row
   * @throws StepRejected {@code no-reasons} when the version does not carry what they are made of
   */
  public List<List<Reason>> reasons(Batch batch, int most) {
    Reasons made =
        reasons.orElseThrow(
            () ->
                new StepRejected(
                    "no-reasons",
                    ("version %s of %s cannot say why: a graph that runs on ONNX Runtime, or a file"
                            + " from before reasons, carries nothing that they are made of; ask"
                            + " without them")
                        .formatted(version, name)));
    double[] rows = new double[batch.size() * kernel.stride()];
    encoder.encode(batch, 0, batch.size(), rows, kernel.stride());
    return IntStream.range(0, batch.size())
        .mapToObj(row -> made.top(rows, row * kernel.stride(), most))
        .toList();
  }

  /** Takes out of a batch all that scoring needs; the batch may then be used again. */
  EncodedBatch encode(Batch batch) {
    double[] rows = new double[batch.size() * kernel.stride()];
    List<Refusal> refusals = encoder.encode(batch, 0, batch.size(), rows, kernel.stride());
    return new EncodedBatch(kernel, rows, batch.size(), refusals);
  }
}
