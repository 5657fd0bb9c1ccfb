package io.sluice.model.approve;

import io.sluice.data.ConfigException;
import io.sluice.model.Approval;
import io.sluice.model.Metrics;
import io.sluice.model.ModelSpecs;
import io.sluice.model.Models;
import io.sluice.score.ModelName;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.util.Locale;

/** Proposes a new version for release, and says whether a person has to agree. */
@StepInfo(name = "propose", title = "Propose a model version")
public final class Propose implements Step<Propose.Input, Propose.Output> {
  private final Models models;
  private final ModelSpecs specs;
  private final Proposals proposals;

  Propose(Models models, ModelSpecs specs, Proposals proposals) {
    this.models = models;
    this.specs = specs;
    this.proposals = proposals;
  }

  /**
   * @param champion the version compared with, blank when none serves
   * @param verdict of the comparison
   * @param why the verdict, in words
   * @param requester who asked for the training; blank when a connector found the file
   */
  public record Input(
      StepCall call,
      @Label("Model") ModelName model,
      @Label("Version") String version,
      @Label("Artifact") String artifact,
      @Label("Champion") @Default("") String champion,
      @Label("Verdict") @Default("") String verdict,
      @Label("Why") @Default("") String why,
      @Label("Requested by") @Default("") String requester) {}

  /**
   * @param approval whether a person has to agree
   * @param figures what an approver should see, Markdown
   */
  public record Output(boolean approval, String figures) {}

  @Override
  public Output run(Input input) {
    proposals.add(
        new Proposal(
            input.call().run(),
            input.model(),
            input.version(),
            input.artifact(),
            input.requester(),
            null));
    boolean free = policy(input.model()) == Approval.AFTER_FIRST && input.champion().isBlank();
    return new Output(!free, figures(input));
  }

  /** A spec that is gone or wrong by now frees nobody. */
  private Approval policy(ModelName model) {
    try {
      return specs.find(model).map(entry -> entry.spec().approval()).orElse(Approval.ALWAYS);
    } catch (ConfigException e) {
      return Approval.ALWAYS;
    }
  }

  private String figures(Input input) {
    Metrics metrics = models.artifact(input.model(), input.version()).manifest().metrics();
    String text = metrics == null ? "There are no answers to measure it by.\n" : measured(metrics);
    if (input.champion().isBlank()) return text + "\nNo version serves yet.\n";
    return text
        + "\nBeside champion %s: **%s**, %s.\n"
            .formatted(input.champion(), input.verdict(), input.why());
  }

  private static String measured(Metrics metrics) {
    return String.format(
        Locale.ROOT,
        """
        On the hold-out of %d rows, %d of them positive:

        AUC **%.4f** · Gini %.4f · KS %.4f · log loss %.4f · Brier %.4f
        """,
        metrics.rows(),
        metrics.positives(),
        metrics.auc(),
        metrics.gini(),
        metrics.ks(),
        metrics.logLoss(),
        metrics.brier());
  }
}
