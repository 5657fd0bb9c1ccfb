package io.sluice.engine;

import io.sluice.step.Default;
import io.sluice.step.Effect;
import io.sluice.step.Step;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;

/** The steps of model-release as a test tells them: what they do is in the rooms' own tests. */
final class ReleaseSteps {
  /** What the steps did, in order. */
  static final List<String> DONE = new CopyOnWriteArrayList<>();

  /** Champions that comparisons meet, one after another; the last stays. */
  static final Deque<String> CHAMPIONS = new ArrayDeque<>();

  /** What looks at a release find; the last stays. */
  static final Deque<String> LOOKS = new ArrayDeque<>();

  static volatile boolean needed;

  /** What is collected; validate refuses what is bad. */
  static volatile String raw = "raw";

  private static String next(Deque<String> of) {
    return of.size() > 1 ? of.removeFirst() : of.getFirst();
  }

  @Bean
  Collect collect() {
    return new Collect();
  }

  @Bean
  Validate validate() {
    return new Validate();
  }

  @Bean
  Train train() {
    return new Train();
  }

  @Bean
  Compare compare() {
    return new Compare();
  }

  @Bean
  Propose propose() {
    return new Propose();
  }

  @Bean
  Approve approve() {
    return new Approve();
  }

  @Bean
  Release release() {
    return new Release();
  }

  @Bean
  Rollback rollback() {
    return new Rollback();
  }

  @Bean
  Challenge challenge() {
    return new Challenge();
  }

  @Bean
  Watch watch() {
    return new Watch();
  }

  @StepInfo(name = "collect", title = "c", effect = Effect.READING)
  static final class Collect implements Step<Collect.Input, Collect.Output> {
    record Input(String file, String contract) {}

    record Output(String raw, String rejects) {}

    @Override
    public Output run(Input input) {
      return new Output(raw, "none");
    }
  }

  @StepInfo(name = "validate", title = "v")
  static final class Validate implements Step<Validate.Input, Validate.Output> {
    record Input(String records, String rejects) {}

    record Output(String valid) {}

    @Override
    public Output run(Input input) {
      if (input.records().equals("bad")) throw new StepRejected("too-bad", "nothing is right");
      return new Output("valid");
    }
  }

  @StepInfo(name = "train", title = "t")
  static final class Train implements Step<Train.Input, Train.Output> {
    record Input(String records, String model) {}

    record Output(String version, String artifact) {}

    @Override
    public Output run(Input input) {
      DONE.add("train");
      return new Output("v2", "sha-of-v2");
    }
  }

  @StepInfo(name = "compare", title = "c")
  static final class Compare implements Step<Compare.Input, Compare.Output> {
    record Input(String records, String model, String version) {}

    record Output(String champion, String verdict, String reason) {}

    @Override
    public Output run(Input input) {
      String champion = next(CHAMPIONS);
      DONE.add("compare " + champion);
      return new Output(champion, "better", "AUC is higher");
    }
  }

  @StepInfo(name = "propose", title = "p")
  static final class Propose implements Step<Propose.Input, Propose.Output> {
    record Input(
        String model,
        String version,
        String artifact,
        String champion,
        String verdict,
        String why,
        String requester) {}

    record Output(boolean approval, String figures) {}

    @Override
    public Output run(Input input) {
      return new Output(needed, "AUC **0.8**");
    }
  }

  @StepInfo(name = "approve", title = "a")
  static final class Approve implements Step<Approve.Input, Approve.Output> {
    record Input(
        @Default("") String decision, @Default("") String reason, @Default("") String approver) {}

    record Output(String decision, String model, String version, String artifact) {}

    @Override
    public Output run(Input input) {
      if (input.reason().isBlank()) throw new StepRejected("answer-incomplete", "a reason please");
      DONE.add("approve " + input.decision() + " by " + input.approver());
      return new Output(input.decision(), "trial", "v2", "sha-of-v2");
    }
  }

  @StepInfo(name = "release", title = "r", undo = "rollback")
  static final class Release implements Step<Release.Input, Release.Output> {
    record Input(
        String model,
        String version,
        String artifact,
        @Default("") String approver,
        @Default("") String replaces) {}

    record Output(String previous) {}

    @Override
    public Output run(Input input) {
      String now = CHAMPIONS.getFirst();
      if (!now.equals(input.replaces()))
        throw new StepRejected("release-conflict", "the champion is another one by now");
      DONE.add("release " + input.version() + " for " + input.replaces());
      return new Output(now);
    }
  }

  @StepInfo(name = "rollback", title = "b")
  static final class Rollback implements Step<Rollback.Input, Rollback.Output> {
    record Input(String model, String version) {}

    record Output(boolean moved) {}

    @Override
    public Output run(Input input) {
      DONE.add("rollback " + input.version());
      return new Output(true);
    }
  }

  @StepInfo(name = "challenge", title = "c")
  static final class Challenge implements Step<Challenge.Input, Challenge.Output> {
    record Input(String model, String version, @Default("") String approver) {}

    record Output(String previous) {}

    @Override
    public Output run(Input input) {
      DONE.add("challenge " + input.version());
      return new Output("");
    }
  }

  @StepInfo(name = "watch", title = "w")
  static final class Watch implements Step<Watch.Input, Watch.Output> {
    record Input(String model, String version) {}

    record Output(boolean over, boolean broken, String pause, String finding) {}

    @Override
    public Output run(Input input) {
      String look = next(LOOKS);
      DONE.add("watch " + look);
      if (look.equals("damaged")) throw new StepRejected("artifact-damaged", "its file is gone");
      return new Output(look.equals("over"), look.equals("broken"), "PT15M", look);
    }
  }
}
