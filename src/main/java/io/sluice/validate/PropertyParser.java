package io.sluice.validate;

import io.sluice.data.Column;
import io.sluice.data.Places;
import io.sluice.data.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one property of a contract: its column and the row rules that its type states. */
final class PropertyParser {
  private static final Map<String, Type> TYPES =
      Map.of(
          "string", Type.TEXT,
          "integer", Type.INTEGER,
          "number", Type.NUMBER,
          "boolean", Type.BOOLEAN,
          "date", Type.DATE,
          "timestamp", Type.TIMESTAMP);

  /** Everything else, unknown words as well, is taken for personal: the safe side. */
  private static final Set<String> NOT_PERSONAL = Set.of("public", "internal");

  private final ContractFile.Property property;
  private final Places.At at;
  private final int position;

  PropertyParser(ContractFile.Property property, Places.At at, int position) {
    this.property = property;
    this.at = at;
    this.position = position;
  }

  Column read(ContractParser.Rules rules) {
    Type type = type();
    boolean key = Boolean.TRUE.equals(property.primaryKey());
    boolean required = key || Boolean.TRUE.equals(property.required());
    Column column = new Column(name(), type, required, personal());
    if (required)
      rules.rows.add(
          new RowRule(position, type, "required", "a value is required", new Check.Required()));
    if (type.numeric())
      rules.rows.add(
          new RowRule(position, type, "type", "must be " + words(type), new Check.Readable()));
    if (property.logicalTypeOptions() != null)
      new OptionsParser(property.logicalTypeOptions(), at.in("logicalTypeOptions"), position, type)
          .read(rules);
    if (Boolean.TRUE.equals(property.unique()) && !key)
      rules.unique.add(new UniqueRule(java.util.List.of(column.name()), false));
    new QualityParser(rules, java.util.List.of(column))
        .column(property.quality(), at.in("quality"), column, position);
    return column;
  }

  private String name() {
    String name = property.name();
    if (name == null || name.isBlank()) throw at.error("a property needs a name");
    if (name.startsWith("_"))
      throw at.in("name").error("a name may not start with _, which marks columns of Sluice");
    if (name.chars().anyMatch(c -> c < ' ' || c == '"'))
      throw at.in("name").error("a name may hold neither quotes nor control characters");
    return name;
  }

  private Type type() {
    String known = "one of string, integer, number, boolean, date, timestamp";
    if (property.logicalType() == null)
      throw at.error("property '%s' needs a logicalType: %s".formatted(property.name(), known));
    Type type = TYPES.get(property.logicalType());
    if (type == null)
      throw at.in("logicalType")
          .error("logicalType '%s' must be %s".formatted(property.logicalType(), known));
    return type;
  }

  private boolean personal() {
    @Nullable String classification = property.classification();
    return classification != null
        && !NOT_PERSONAL.contains(classification.toLowerCase(Locale.ROOT).strip());
  }

  private static String words(Type type) {
    return switch (type) {
      case TEXT -> "text";
      case INTEGER -> "a whole number such as 42";
      case NUMBER -> "a number such as 1234.5, with a decimal point";
      case BOOLEAN -> "true or false";
      case DATE -> "a date such as 2026-01-31";
      case TIMESTAMP -> "a moment such as 2026-01-31T12:00:00Z";
    };
  }
}
