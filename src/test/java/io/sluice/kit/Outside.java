package io.sluice.kit;

import io.sluice.collect.Lookup;
import io.sluice.data.Type;
import io.sluice.publish.Notice;
import io.sluice.publish.Target;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.Kernel;
import io.sluice.score.Linear;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Reasons;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.Rollbacks;
import io.sluice.step.StepRejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sources, targets and models as a test tells them to be. */
public final class Outside {
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, Map<String, RuntimeException>> refusals = new HashMap<>();
  private final Map<String, Model> models = new HashMap<>();
  private final List<Notice> notices = new ArrayList<>();

  /** Forgets everything; the kit does so before each test. */
  public void reset() {
    sources.clear();
    refusals.clear();
    models.clear();
    notices.clear();
  }

  /** A source that a step can ask; it fails until it is told otherwise. */
  public Source source(String name) {
    return sources.computeIfAbsent(name, Source::new);
  }

  public static final class Source {
    private final String name;
    private Map<String, @Nullable Object> answer = Map.of();
    private @Nullable RuntimeException failure = new IllegalStateException("nothing was told");
    private int asked;

    private Source(String name) {
      this.name = name;
    }

    public void answers(Map<String, @Nullable Object> fields) {
      answer = fields;
      failure = null;
    }

    public void fails(RuntimeException with) {
      failure = with;
    }

    /** How often it was asked. */
    public int asked() {
      return asked;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What a target was told, in order: the notices as JSON. */
  public List<String> told(String target) {
    return notices.stream().filter(n -> n.target().equals(target)).map(Notice::json).toList();
  }

  /** The subjects that a target was told, in order. */
  public List<String> subjects(String target) {
    return told(target).stream()
        .map(json -> json.replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** Makes a target throw at a subject; null ends that. */
  public void target(String target, String subject, @Nullable RuntimeException failure) {
    Map<String, RuntimeException> of = refusals.computeIfAbsent(target, t -> new HashMap<>());
    if (failure == null) of.remove(subject);
    else of.put(subject, failure);
  }

  /** A model whose records keep a contract. */
  public Model model(String name, String contract) {
    return models.computeIfAbsent(name, n -> new Model(n, contract));
  }

  public static final class Model {
    private final String name;
    private final String contract;
    private double score = .5;
    private String version = "v1";
    private @Nullable ScoringModel real;
    private @Nullable RuntimeException failure;
    private @Nullable String before;
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Map<String, ScoringModel> reals = new HashMap<>();

    private Model(String name, String contract) {
      this.name = name;
      this.contract = contract;
    }

    /** Each record gets this score, between 0 and 1. */
    public Model scores(double same) {
      score = same;
      failure = null;
      return this;
    }

    /** Another version serves from now on. */
    public Model version(String champion) {
      version = champion;
      return this;
    }

    /** The version that served before the champion. */
    public Model before(String previous) {
      before = previous;
      return this;
    }

    /** This model scores, whatever is asked for. */
    public Model serves(ScoringModel model) {
      real = model;
      return this;
    }

    /** Scoring fails; the version can still be pinned. */
    public Model fails(RuntimeException with) {
      failure = with;
      return this;
    }

    /** Scoring by one version fails. */
    public Model fails(String version, RuntimeException with) {
      failures.put(version, with);
      return this;
    }

    /** Every version scores again. */
    public Model works() {
      failure = null;
      failures.clear();
      reals.clear();
      return this;
    }

    /** This model scores where one version is asked for. */
    public Model serves(String version, ScoringModel model) {
      reals.put(version, model);
      return this;
    }

    private String version(Selector selector) {
      if (selector.equals(Selector.CHAMPION)) return version;
      if (!selector.equals(Selector.PREVIOUS)) return selector.value();
      if (before == null) throw new StepRejected("unknown-version", "none served before");
      return before;
    }

    private ScoringModel made(String pinned) {
      if (real != null) return real;
      if (reals.containsKey(pinned)) return reals.get(pinned);
      List<Encoding> encodings =
          List.of(new Encoding.Numeric("loan_amount", Type.NUMBER, 0d, 0, 1));
      Linear constant = new Linear(new double[] {1e-15}, Math.log(score / (1 - score)));
      return new ScoringModel(
          new ModelName(name),
          pinned,
          new ScoringModel.Facts(contract, "target = true", "logistic-regression", "0".repeat(64)),
          new Encoder(encodings),
          Kernel.of(constant),
          Reasons.of(constant, encodings, List.of(0d), Map.of()));
    }
  }

  Lookup lookup() {
    return new Lookup() {
      @Override
      public Map<String, @Nullable Object> ask(String name, Map<String, @Nullable Object> asked) {
        Source source = source(name);
        source.asked++;
        if (source.failure != null) throw source.failure;
        return source.answer;
      }

      @Override
      public List<String> sources() {
        return List.copyOf(sources.keySet());
      }
    };
  }

  /** As operators do it: the version before serves from now on. */
  Rollbacks rollbacks() {
    return (model, call, user) -> {
      Model known = models.get(model);
      if (known == null) throw new StepRejected("unknown-model", "there is no model " + model);
      if (known.before == null) throw new StepRejected("rollback-conflict", "none served before");
      known.version = known.before;
      known.before = null;
      return known.version;
    };
  }

  Target target() {
    return notice -> {
      RuntimeException failure =
          refusals.getOrDefault(notice.target(), Map.of()).entrySet().stream()
              .filter(e -> notice.json().contains("\"subject\":\"" + e.getKey() + "\""))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      if (failure != null) throw failure;
      notices.add(notice);
    };
  }

  ModelRuntime models() {
    return new ModelRuntime() {
      @Override
      public ScoringModel pin(ModelName name, Selector selector) {
        Model model = known(name);
        if (model.failure != null) throw model.failure;
        RuntimeException failure = model.failures.get(model.version(selector));
        if (failure != null) throw failure;
        return latest(name, selector);
      }

      @Override
      public ScoringModel latest(ModelName name, Selector selector) {
        Model model = known(name);
        return model.made(model.version(selector));
      }

      private Model known(ModelName name) {
        Model model = models.get(name.value());
        if (model == null) throw new StepRejected("unknown-model", "no model " + name);
        return model;
      }
    };
  }
}
