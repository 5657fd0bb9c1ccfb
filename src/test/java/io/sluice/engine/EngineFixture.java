package io.sluice.engine;

import io.sluice.data.ConfigFolder;
import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The engine room alone, with steps that do as a test tells them. */
@EngineRoom
@Import(EngineConfiguration.class)
class EngineFixture {
  /** What the steps did, in order. */
  static final List<String> DONE = new CopyOnWriteArrayList<>();

  static volatile @Nullable RuntimeException failure;

  @Bean
  io.sluice.data.Home home(
      @org.springframework.beans.factory.annotation.Value("${sluice.home}") Path path) {
    return new io.sluice.data.Home(path);
  }

  @Bean
  ConfigFolder configFolder() {
    return ConfigFolder.alone(Path.of("src/test/resources/flows"));
  }

  @Bean
  Make make() {
    return new Make();
  }

  @Bean
  Unmake unmake() {
    return new Unmake();
  }

  @Bean
  Check check() {
    return new Check();
  }

  /** A record inside of an output. */
  record Thing(String name, int size) {}

  @StepInfo(name = "make", title = "Make a thing", effect = Effect.EXTERNAL, undo = "unmake")
  static final class Make implements Step<Make.Input, Make.Output> {
    record Input(StepCall call, @Label("Name") String name, @Label("Size") int size) {}

    record Output(Thing thing, @Nullable String remark) {}

    @Override
    public Output run(Input input) {
      DONE.add("make " + input.name());
      input.call().progress().expected(input.size());
      input.call().progress().rows(input.size());
      return new Output(new Thing(input.name(), input.size()), null);
    }
  }

  @StepInfo(name = "unmake", title = "Unmake it", effect = Effect.EXTERNAL)
  static final class Unmake implements Step<Unmake.Input, Unmake.Output> {
    record Input(Thing thing) {}

    record Output(boolean unmade) {}

    @Override
    public Output run(Input input) {
      DONE.add("unmake " + input.thing().name());
      return new Output(true);
    }
  }

  @StepInfo(name = "check", title = "Check it", effect = Effect.READING)
  static final class Check implements Step<Check.Input, Check.Output> {
    record Input(Thing thing, @Nullable String remark) {}

    record Output(long checked) {}

    @Override
    public Output run(Input input) {
      DONE.add("check " + input.thing().size());
      RuntimeException thrown = failure;
      if (thrown != null) throw thrown;
      return new Output(input.thing().size());
    }
  }

  static StepRejected rejected() {
    return new StepRejected("too-big", "the thing is too big; at most 3 is right");
  }

  static StepUnavailable unavailable(@Nullable Instant retryAt) {
    return new StepUnavailable("the scales are away", null, retryAt);
  }
}
