package io.sluice.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.data.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes the drafts as the YAML that people edit. */
final class DraftYaml {
  /** Categories that a contract lists; more are left open. */
  private static final int LISTED = 20;

  /** Rows that a category needs before a contract forbids all others. */
  private static final int FOUNDED = 5;

  /** A value so many times the largest one is in another unit. */
  private static final int BEYOND = 10;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private DraftYaml() {}

  static String contract(
      Wish wish, char delimiter, List<ColumnProfile> profiles, List<Finding> findings) {
    String name = wish.model().value();
    List<Map<String, Object>> properties = new ArrayList<>();
    for (int i = 0; i < profiles.size(); i++)
      properties.add(property(profiles.get(i), findings.get(i)));
    Map<String, Object> contract = new LinkedHashMap<>();
    contract.put("apiVersion", "v3.1.0");
    contract.put("kind", "DataContract");
    contract.put(
        "id",
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString());
    contract.put("name", name);
    contract.put("version", "1.0.0");
    contract.put("status", "draft");
    contract.put(
        "servers",
        List.of(
            ordered(
                "server",
                "inbox",
                "type",
                "custom",
                "format",
                "csv",
                "delimiter",
                String.valueOf(delimiter))));
    contract.put("schema", List.of(ordered("name", name, "properties", properties)));
    return "# Drafted from a file: look through types, ranges and classification before"
        + " accepting.\n"
        + text(contract);
  }

  private static Map<String, Object> property(ColumnProfile column, Finding finding) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", column.name());
    property.put("logicalType", word(column.type()));
    if (finding.role().equals(Finding.KEY)) property.put("primaryKey", true);
    else if (finding.feature() && column.missing() == 0) property.put("required", true);
    property.put("classification", finding.classification());
    Map<String, Object> range = range(column);
    if (finding.feature() && !range.isEmpty()) property.put("logicalTypeOptions", range);
    if (finding.feature() && listed(column))
      property.put(
          "quality",
          List.of(
              ordered(
                  "metric",
                  "invalidValues",
                  "mustBe",
                  0,
                  "arguments",
                  Map.of("validValues", Drafting.categories(column)))));
    return property;
  }

  private static String word(Type type) {
    return type == Type.TEXT ? "string" : type.name().toLowerCase(Locale.ROOT);
  }

  /** Wide: a bound that next month's honest rows break would cost more than it saves. */
  private static Map<String, Object> range(ColumnProfile column) {
    boolean number = column.type() == Type.INTEGER || column.type() == Type.NUMBER;
    if (!number || Double.isNaN(column.least())) return Map.of();
    Map<String, Object> range = new LinkedHashMap<>();
    if (column.least() >= 0) range.put("minimum", 0);
    boolean share = column.type() == Type.NUMBER && column.least() >= 0 && column.most() <= 1;
    double most = share ? 1 : BEYOND * Math.pow(10, Math.ceil(Math.log10(column.most())));
    if (column.most() > 0 && most < 1e15) range.put("maximum", (long) Math.max(1, most));
    return range;
  }

  private static boolean listed(ColumnProfile column) {
    return column.type() == Type.TEXT
        && column.distinct() <= LISTED
        && column.counts().values().stream().allMatch(rows -> rows >= FOUNDED);
  }

  static String spec(Wish wish, String positive, List<Finding> findings) {
    List<String> features =
        findings.stream().filter(Finding::feature).map(Finding::column).toList();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("name", wish.model().value());
    spec.put("contract", wish.model().value());
    spec.put("target", ordered("column", wish.target(), "positive", positive));
    spec.put("features", features);
    spec.put("missing", ordered("number", "median", "category", "own-level"));
    spec.put("unknown", "other");
    spec.put(
        "algorithm", ordered("type", "random-forest", "trees", 200, "depth", 20, "nodeSize", 5));
    spec.put("seed", 42);
    spec.put("split", ordered("holdout", 0.3, "by", "random"));
    spec.put("floor", ordered("auc", 0.6));
    spec.put("approval", "always");
    return "# Drafted from a file: look through the features before accepting.\n" + text(spec);
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
    return map;
  }

  private static String text(Map<String, Object> content) {
    try {
      return YAML.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a draft cannot be written", e);
    }
  }
}
