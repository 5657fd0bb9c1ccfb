package io.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.data.Places;
import io.sluice.data.Standby;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a contract says beside its schema: its tolerance and how its files are delimited. */
final class Settings {
  private final ContractFile file;
  private final Places.At top;

  Settings(ContractFile file, Places.At top) {
    this.file = file;
    this.top = top;
  }

  /** From the custom property {@code tolerance}. */
  double tolerance() {
    int at = custom("tolerance");
    if (at < 0) return Contract.DEFAULT_TOLERANCE;
    JsonNode value = value(at);
    if (value == null || !value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= 1))
      throw top.in("customProperties", at, "value")
          .error("tolerance must be a share from 0 to 1, for example 0.05");
    return value.asDouble();
  }

  /** From a server's {@code delimiter} or the custom property of that name; else a comma. */
  char delimiter() {
    var servers = Objects.requireNonNullElse(file.servers(), List.<ContractFile.Server>of());
    for (int i = 0; i < servers.size(); i++) {
      String delimiter = servers.get(i).delimiter();
      if (delimiter != null) return delimiter(delimiter, top.in("servers", i, "delimiter"));
    }
    int at = custom("delimiter");
    JsonNode value = at < 0 ? null : value(at);
    return value == null ? ',' : delimiter(value.asText(), top.in("customProperties", at, "value"));
  }

  /**
   * From the custom property {@code standby}: by source a second one, and how old answers may be.
   */
  Map<String, Standby> standbys() {
    int at = custom("standby");
    JsonNode value = at < 0 ? null : value(at);
    if (value == null) return Map.of();
    Places.At place = top.in("customProperties", at, "value");
    if (!value.isObject())
      throw place.error("standby names sources, for example bureau: {lastGood: P7D}");
    Map<String, Standby> standbys = new HashMap<>();
    value.properties().forEach(e -> standbys.put(e.getKey(), standby(e.getValue(), place)));
    return standbys;
  }

  private static Standby standby(JsonNode value, Places.At place) {
    Set<String> keys = new TreeSet<>();
    value.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(Set.of("secondSource", "lastGood"));
    if (!value.isObject() || !keys.isEmpty())
      throw place.error("a standby has secondSource, lastGood or both, found " + keys);
    return new Standby(
        Optional.ofNullable(value.get("secondSource")).map(JsonNode::asText),
        Optional.ofNullable(value.get("lastGood")).map(age -> age(age.asText(), place)));
  }

  private static Duration age(String text, Places.At place) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw place.error("lastGood is a duration such as P7D or PT12H, found '" + text + "'");
    }
  }

  private static char delimiter(String text, Places.At at) {
    char c = text.length() == 1 ? text.charAt(0) : '"';
    if (c == '"' || c == '\n' || c == '\r' || c == '.' || Character.isLetterOrDigit(c))
      throw at.error("delimiter must be one character such as \",\", \";\", \"|\" or \"\\t\"");
    return c;
  }

  private int custom(String name) {
    var all = Objects.requireNonNullElse(file.customProperties(), List.<ContractFile.Custom>of());
    for (int i = 0; i < all.size(); i++) if (name.equals(all.get(i).property())) return i;
    return -1;
  }

  private @Nullable JsonNode value(int position) {
    return Objects.requireNonNull(file.customProperties()).get(position).value();
  }
}
