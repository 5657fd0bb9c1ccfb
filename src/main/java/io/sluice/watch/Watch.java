package io.sluice.watch;

import io.sluice.model.Models;
import io.sluice.model.Monitoring;
import io.sluice.score.ModelName;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks whether a released version keeps to its thresholds. */
@StepInfo(name = "watch", title = "Watch a release")
public final class Watch implements Step<Watch.Input, Watch.Output> {
  private final Models models;
  private final Drift drift;
  private final InstantSource clock;

  Watch(Models models, Drift drift, InstantSource clock) {
    this.models = models;
    this.drift = drift;
    this.clock = clock;
  }

  /** The version that was released. */
  public record Input(
      StepCall call, @Label("Model") ModelName model, @Label("Version") String version) {}

  /**
   * @param over whether there is nothing more to watch
   * @param broken whether a threshold is broken; then the release is to be taken back
   * @param pause until the next look, ISO 8601
   * @param finding what was seen, in words
   */
  public record Output(boolean over, boolean broken, String pause, String finding) {}

  /**
   * @throws StepRejected {@code artifact-damaged} and the like when the version cannot be read
   */
  @Override
  public Output run(Input input) {
    Monitoring limits = limits(input);
    Optional<Instant> released = released(input);
    if (released.isEmpty())
      return new Output(true, false, limits.every(), "another version serves by now");
    Drift.Moved score = drift.report(input.model(), input.version(), released.get()).score();
    input.call().progress().rows(score.rows());
    String seen = seen(score);
    if (score.rows() >= limits.rows() && score.psi() - score.chance() > limits.psi())
      return new Output(
          false,
          true,
          limits.every(),
          seen + "; a PSI of at most " + limits.psi() + " above chance is right");
    if (score.rows() >= limits.rows() && score.missing() > limits.refused())
      return new Output(
          false,
          true,
          limits.every(),
          seen + "; a share of at most " + limits.refused() + " is right");
    boolean over = !clock.instant().isBefore(released.get().plus(limits.watched()));
    return new Output(over, false, limits.every(), seen);
  }

  private static String seen(Drift.Moved score) {
    return String.format(
        Locale.ROOT,
        "%,d records, PSI of the score %.3f (%.3f by chance), share without a score %.3f",
        score.rows(),
        score.psi(),
        score.chance(),
        score.missing());
  }

  private Monitoring limits(Input input) {
    Monitoring given = models.artifact(input.model(), input.version()).manifest().monitoring();
    return given == null ? Monitoring.USUAL : given;
  }

  /** When it came to serve; empty when another one does by now. */
  private Optional<Instant> released(Input input) {
    Optional<String> version = Optional.of(input.version());
    Models.Model model =
        models
            .find(input.model())
            .orElseThrow(
                () ->
                    new StepRejected(
                        "unknown-model",
                        "there is no model " + input.model(),
                        Map.of("model", input.model().value())));
    if (!model.champion().equals(version)) return Optional.empty();
    return models.history(input.model()).stream()
        .filter(move -> move.role().equals("champion") && move.to().equals(version))
        .map(Models.Move::moved)
        .findFirst();
  }
}
