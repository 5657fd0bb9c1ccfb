package io.sluice.model;

import io.sluice.data.Column;
import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Nearest;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.data.Type;
import io.sluice.data.YamlReader;
import io.sluice.score.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and checks model specs in {@code config/models/}; read anew at each call. */
public final class ModelSpecs {
  public static final String FOLDER = "config/models";
  private static final String SUFFIX = ".yaml";

  private final ConfigFolder config;
  private final SchemaCatalog schemas;

  public ModelSpecs(ConfigFolder config, SchemaCatalog schemas) {
    this.config = config;
    this.schemas = schemas;
  }

  /**
   * A spec that fits its contract.
   *
   * @param sha256 of its file
   */
  public record Entry(ModelSpec spec, Schema schema, String sha256) {}

  /** The names of all specs, whether right or wrong. */
  public List<String> names() {
    return config.list(FOLDER, SUFFIX).stream()
        .map(e -> e.name().substring(0, e.name().length() - SUFFIX.length()))
        .toList();
  }

  /**
   * @throws ConfigException when the file is wrong; names file, place and what would be right
   */
  public Optional<Entry> find(ModelName name) {
    return config.find(FOLDER, name + SUFFIX).map(file -> read(file, name));
  }

  /** The contract that a model's spec names; empty without a spec that is right. */
  public Optional<String> contract(ModelName name) {
    try {
      return find(name).map(entry -> entry.spec().contract());
    } catch (ConfigException wrong) {
      return Optional.empty();
    }
  }

  private Entry read(ConfigFolder.Entry file, ModelName name) {
    ModelSpec spec = YamlReader.read(file, ModelSpec.class);
    if (!spec.name().equals(name))
      throw wrong(file, spec.name().value(), "name is '%s' and should be '%s' as the file's");
    Schema schema = schemas.schema(spec.contract());
    List<String> problems = new ArrayList<>();
    ModelSpec.Target target = spec.target();
    if (target != null) target(target, column(file, schema, target.column()), problems);
    for (ModelSpec.Feature feature : spec.features())
      feature(spec, feature, column(file, schema, feature.column()), problems);
    for (String slice : spec.slices()) slice(column(file, schema, slice), problems);
    String by = spec.split().by();
    if (!spec.split().random() && !column(file, schema, by).type().numeric())
      problems.add("split.by: '%s' is no time or number".formatted(by));
    if (!problems.isEmpty())
      throw new ConfigException(file.place() + ": " + String.join("; ", problems));
    return new Entry(spec, schema, Sha256.of(file.content()));
  }

  private static void target(ModelSpec.Target wanted, Column target, List<String> problems) {
    String positive = wanted.positive();
    boolean fits =
        switch (target.type()) {
          case TEXT -> true;
          case BOOLEAN -> positive.equals("true") || positive.equals("false");
          case INTEGER, NUMBER -> positive.matches("-?\\d+(\\.\\d+)?");
          case DATE, TIMESTAMP -> false;
        };
    if (!fits)
      problems.add(
          "target.positive: '%s' is no value of '%s', which is %s"
              .formatted(positive, target.name(), target.type()));
  }

  private static void feature(
      ModelSpec spec, ModelSpec.Feature feature, Column column, List<String> problems) {
    ModelSpec.Target target = spec.target();
    if (target != null && column.name().equals(target.column()))
      problems.add("feature '%s' is the target itself".formatted(column.name()));
    boolean category = column.type() == Type.TEXT;
    imported(spec, feature, column, problems);
    Missing.Kind kind = Policies.missing(spec, feature, column).kind();
    boolean number =
        kind == Missing.Kind.MEDIAN || kind == Missing.Kind.VALUE || kind == Missing.Kind.PASS;
    if (category && number)
      problems.add(
          "feature '%s' is a category: its missing values are 'own-level' or 'refuse'"
              .formatted(column.name()));
    if (!category && kind == Missing.Kind.OWN_LEVEL)
      problems.add(
          "feature '%s' is a number: its missing values are 'median', 'refuse' or a number"
              .formatted(column.name()));
  }

  /** What another tool fitted says by itself what it takes. */
  private static void imported(
      ModelSpec spec, ModelSpec.Feature feature, Column column, List<String> problems) {
    boolean imported = spec.algorithm() instanceof Algorithm.Imported;
    boolean category = column.type() == Type.TEXT;
    Missing.Kind kind = Policies.missing(spec, feature, column).kind();
    if (!imported && kind == Missing.Kind.PASS)
      problems.add(
          "feature '%s': a missing value is passed on to imported models only"
              .formatted(column.name()));
    if (!imported && feature.codes() != null)
      problems.add("feature '%s': codes are for imported models".formatted(column.name()));
    if (!imported) return;
    if (category != (feature.codes() != null))
      problems.add(
          category
              ? "feature '%s' is a category: an imported model needs its codes, for example {column: %s, codes: {red: 0, blue: 1}}"
                  .formatted(column.name(), column.name())
              : "feature '%s' is a number and has no codes".formatted(column.name()));
    if (kind == Missing.Kind.MEDIAN || kind == Missing.Kind.OWN_LEVEL)
      problems.add(
          "feature '%s': missing values for an imported model are refuse, a number or pass"
              .formatted(column.name()));
    if (category && Policies.unknown(spec, feature) == Unknown.OTHER)
      problems.add(
          "feature '%s': an imported model has no code for an unseen category, refuse is right"
              .formatted(column.name()));
  }

  private static void slice(Column column, List<String> problems) {
    if (column.personal() && column.type() == Type.TEXT)
      problems.add(
          "slices: the values of '%s' are personal and may not stand in a model card"
              .formatted(column.name()));
  }

  private static Column column(ConfigFolder.Entry file, Schema schema, String name) {
    return schema
        .column(name)
        .orElseThrow(
            () ->
                wrong(
                    file,
                    name,
                    "contract '"
                        + schema.contract()
                        + "' has no column '%s'; nearest: "
                        + String.join(", ", Nearest.to(name, schema.names()))));
  }

  /** Points to where the word stands first. */
  private static ConfigException wrong(ConfigFolder.Entry file, String word, String message) {
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int at = lines.get(i).indexOf(word);
      if (at >= 0)
        return new ConfigException(
            file.place(), i + 1, at + 1, message.formatted(word, stem(file)));
    }
    return new ConfigException(file.place(), 1, 1, message.formatted(word, stem(file)));
  }

  private static String stem(ConfigFolder.Entry file) {
    return file.name().substring(0, file.name().length() - SUFFIX.length());
  }
}
