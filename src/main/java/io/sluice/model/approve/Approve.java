package io.sluice.model.approve;

import io.sluice.score.ModelName;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.time.Instant;
import java.util.Map;

/**
 * Writes down what a person said of the version that this run proposed. What was proposed is read
 * from the proposal itself: variables of the run may have been changed since.
 */
@StepInfo(name = "approve", title = "Record an approval")
public final class Approve implements Step<Approve.Input, Approve.Output> {
  private static final int LONGEST = 2_000;

  private final Proposals proposals;

  Approve(Proposals proposals) {
    this.proposals = proposals;
  }

  /**
   * @param decision release, challenge or reject
   * @param approver who completed the task
   */
  public record Input(
      StepCall call,
      @Label("Decision") @Default("") String decision,
      @Label("Reason") @Default("") String reason,
      @Label("Approver") @Default("") String approver) {}

  /** What was decided on, as it was proposed. */
  public record Output(String decision, ModelName model, String version, String artifact) {}

  /**
   * @throws StepRejected {@code four-eyes} when requester and approver are the same person; {@code
   *     answer-incomplete} when decision, reason or approver is not there; {@code unknown-proposal}
   *     when this run has proposed nothing
   */
  @Override
  public Output run(Input input) {
    Proposal proposal =
        proposals
            .find(input.call().run())
            .orElseThrow(
                () -> new StepRejected("unknown-proposal", "this run has proposed no version"));
    Decision decision =
        Decision.of(input.decision())
            .orElseThrow(() -> incomplete("a decision is release, challenge or reject"));
    String reason = input.reason().strip();
    if (reason.isEmpty() || reason.length() > LONGEST)
      throw incomplete("a reason is needed, of at most " + LONGEST + " characters");
    if (input.approver().isBlank()) throw incomplete("it is not known who decided");
    if (input.approver().equals(proposal.requester())) throw same(proposal);
    proposals.decide(
        proposal.run(), new Proposal.Answer(decision, reason, input.approver(), Instant.now()));
    return new Output(decision.word(), proposal.model(), proposal.version(), proposal.sha256());
  }

  private static StepRejected incomplete(String what) {
    return new StepRejected("answer-incomplete", what);
  }

  private static StepRejected same(Proposal proposal) {
    return new StepRejected(
        "four-eyes",
        "version %s of %s was asked for by the same person: another approver has to decide"
            .formatted(proposal.version(), proposal.model()),
        Map.of("model", proposal.model().value(), "version", proposal.version()));
  }
}
