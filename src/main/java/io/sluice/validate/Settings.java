package io.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.data.Places;
import java.util.List;
import java.util.Objects;
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
