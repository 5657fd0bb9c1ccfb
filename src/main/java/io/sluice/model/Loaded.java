package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.StepRejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions that this node has put together, the ones it had to refuse, and who served last. */
final class Loaded {
  private static final Logger LOG = LoggerFactory.getLogger(Loaded.class);
  private static final int KEPT = 16;

  /** How long a refusal stands; looking again costs as much as loading. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Key(ModelName model, String of) {}

  private record Refused(StepRejected reason, Instant until) {}

  private final BiFunction<ModelName, Models.Version, ScoringModel> assembly;
  private final Consumer<StepRejected> refusals;
  private final InstantSource clock;
  private final Map<Key, ScoringModel> ready =
      new LinkedHashMap<>(KEPT, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ScoringModel> eldest) {
          return size() > KEPT;
        }
      };
  private final Map<Key, Refused> refused = new HashMap<>();
  private final Map<Key, ScoringModel> last = new HashMap<>();

  /**
   * @param assembly puts a version together, or throws {@link StepRejected}
   * @param refusals told of each, in a thread of its own: nobody who scores waits for it
   */
  Loaded(
      BiFunction<ModelName, Models.Version, ScoringModel> assembly,
      Consumer<StepRejected> refusals,
      InstantSource clock) {
    this.assembly = assembly;
    this.refusals = refusals;
    this.clock = clock;
  }

  /**
   * One caller at a time: two callers of a new version should not both compile it.
   *
   * @throws StepRejected as the assembly throws it, and again for a while without another look
   */
  synchronized ScoringModel get(ModelName model, Models.Version version) {
    Key key = new Key(model, version.sha256());
    ScoringModel known = ready.get(key);
    if (known != null) return known;
    Refused before = refused.get(key);
    if (before != null && clock.instant().isBefore(before.until())) throw before.reason();
    try {
      ScoringModel fresh = assembly.apply(model, version);
      refused.remove(key);
      ready.put(key, fresh);
      return fresh;
    } catch (StepRejected e) {
      LOG.warn("Refused for {} s: {}", PATIENCE.toSeconds(), e.reason());
      Thread.ofVirtual().name("model-refusal").start(() -> refusals.accept(e));
      refused.put(key, new Refused(e, clock.instant().plus(PATIENCE)));
      throw e;
    }
  }

  synchronized void served(ModelName model, Selector role, ScoringModel version) {
    last.put(new Key(model, role.value()), version);
  }

  /** What a role last scored with on this node. */
  synchronized Optional<ScoringModel> lastServed(ModelName model, Selector role) {
    return Optional.ofNullable(last.get(new Key(model, role.value())));
  }
}
