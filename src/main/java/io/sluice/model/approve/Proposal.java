package io.sluice.model.approve;

import io.sluice.score.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that a run proposes for release.
 *
 * @param run that trained it
 * @param sha256 of the artifact that is to be decided on
 * @param requester who asked for the training; blank when a connector found the file
 * @param answer null while nobody has decided
 */
public record Proposal(
    String run,
    ModelName model,
    String version,
    String sha256,
    String requester,
    @Nullable Answer answer) {

  /** What a person said, kept as a fact. */
  public record Answer(Decision decision, String reason, String approver, Instant decided) {}
}
