package io.sluice.score;

import java.util.regex.Pattern;

/** Name of a model: lower-case letters, digits and dashes. */
public record ModelName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

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
