package io.sluice.validate;

import io.sluice.data.Column;
import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Places;
import io.sluice.data.Schema;
import io.sluice.data.YamlReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Turns a file of the Open Data Contract Standard into a {@link Contract}. */
final class ContractParser {
  static final String SUFFIX = ".odcs.yaml";

  private final ContractFile file;
  private final Places.At top;
  private final String name;

  private ContractParser(ConfigFolder.Entry entry) {
    this.file = YamlReader.read(entry, ContractFile.class);
    this.top = new Places(entry).top();
    this.name = name(entry);
  }

  static String name(ConfigFolder.Entry entry) {
    return entry.name().substring(0, entry.name().length() - SUFFIX.length());
  }

  /**
   * @throws ConfigException naming file, line, column and what would be right
   */
  static Contract parse(ConfigFolder.Entry entry) {
    return new ContractParser(entry).contract();
  }

  private Contract contract() {
    if (!"DataContract".equals(file.kind()))
      throw top.in("kind").error("kind must be DataContract");
    String standard = Objects.requireNonNullElse(file.apiVersion(), "");
    if (!standard.matches("v3\\.[0-9]+\\.[0-9]+"))
      throw top.in("apiVersion").error("apiVersion must be of version 3, for example v3.1.0");
    String version = file.version();
    if (version == null || version.isBlank())
      throw top.in("version").error("the contract needs a version, for example 1.0.0");
    var tables = Objects.requireNonNullElse(file.schema(), List.<ContractFile.Table>of());
    if (tables.size() != 1)
      throw top.in("schema").error("schema must list exactly one table, found " + tables.size());
    return table(version, tables.getFirst(), top.in("schema", 0));
  }

  private Contract table(String version, ContractFile.Table table, Places.At at) {
    var properties =
        Objects.requireNonNullElse(table.properties(), List.<ContractFile.Property>of());
    if (properties.isEmpty()) throw at.in("properties").error("a contract needs properties");
    Rules rules = new Rules();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < properties.size(); i++)
      columns.add(new PropertyParser(properties.get(i), at.in("properties", i), i).read(rules));
    names(columns, at.in("properties"));
    List<String> key = key(properties, at.in("properties"));
    if (!key.isEmpty()) rules.unique.addFirst(new UniqueRule(key, true));
    new QualityParser(rules, columns).table(table.quality(), at.in("quality"));
    Settings settings = new Settings(file, top);
    Schema schema = new Schema(name, version, columns, key, settings.delimiter());
    return new Contract(
        schema, rules.rows, rules.unique, rules.sets, settings.tolerance(), settings.standbys());
  }

  private static void names(List<Column> columns, Places.At at) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Integer first = seen.putIfAbsent(columns.get(i).name(), i);
      if (first != null)
        throw at.in(i, "name")
            .error("property '%s' is there twice".formatted(columns.get(i).name()));
    }
  }

  private static List<String> key(List<ContractFile.Property> properties, Places.At at) {
    for (int i = 0; i < properties.size(); i++) {
      Integer position = properties.get(i).primaryKeyPosition();
      boolean key = Boolean.TRUE.equals(properties.get(i).primaryKey());
      if (!key && position != null && position != -1)
        throw at.in(i, "primaryKeyPosition").error("primaryKeyPosition needs primaryKey: true");
    }
    return IntStream.range(0, properties.size())
        .mapToObj(properties::get)
        .filter(p -> Boolean.TRUE.equals(p.primaryKey()))
        .sorted(Comparator.comparingInt(ContractParser::position))
        .map(p -> String.valueOf(p.name()))
        .toList();
  }

  private static int position(ContractFile.Property property) {
    Integer position = property.primaryKeyPosition();
    return position == null || position < 0 ? Integer.MAX_VALUE : position;
  }

  /** The rules found so far. */
  static final class Rules {
    final List<RowRule> rows = new ArrayList<>();
    final List<UniqueRule> unique = new ArrayList<>();
    final List<SetRule> sets = new ArrayList<>();
  }
}
