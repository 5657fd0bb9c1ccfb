package io.sluice.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Name of a model: lower-case letters, digits and dashes. */
public record ModelName(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ModelName {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException(
          "'" + value + "' is no model name: lower-case letters, digits and dashes are");
  }

  @Override
  public String toString() {
    return value;
  }
}
