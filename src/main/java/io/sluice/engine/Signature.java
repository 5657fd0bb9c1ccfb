package io.sluice.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a start event, or an event that waits for a message, takes in: the extension properties
 * {@code input:<name>} of the event, with values such as {@code text}, {@code number = 4}, {@code
 * optional boolean}, {@code record of loan-request}.
 *
 * @param result variables that the caller is told when the run ends in the call
 */
public record Signature(String element, List<Parameter> inputs, List<String> result) {
  /** Prefix of the extension properties that are inputs. */
  public static final String INPUT = "input:";

  static final String RESULT = "result";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<optional>optional\\s+)?(?<kind>text|number|boolean|record)"
              + "(?:\\s+of\\s+(?<contract>[A-Za-z0-9_.-]+))?(?:\\s*=\\s*(?<otherwise>.+))?");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*");

  public Signature {
    inputs = List.copyOf(inputs);
    result = List.copyOf(result);
  }

  /** What kind of value an input takes. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** An object with a field for each column. */
    RECORD
  }

  /**
   * @param contract that a record has to keep; empty when the flow itself sees to that
   * @param otherwise the value of an input that is not given
   */
  public record Parameter(
      String name,
      Kind kind,
      boolean optional,
      Optional<String> contract,
      Optional<String> otherwise) {}

  /**
   * @throws IllegalArgumentException saying what would be right
   */
  public static Parameter parameter(String name, String form) {
    Matcher matcher = FORM.matcher(form.strip());
    if (!NAME.matcher(name).matches() || !matcher.matches())
      throw new IllegalArgumentException(
          "input '%s' is '%s'; right is [optional] text, number, boolean or record [of <contract>], then [= a default]"
              .formatted(name, form));
    Kind kind = Kind.valueOf(matcher.group("kind").toUpperCase(Locale.ROOT));
    Optional<String> contract = Optional.ofNullable(matcher.group("contract"));
    Optional<String> otherwise = Optional.ofNullable(matcher.group("otherwise")).map(String::strip);
    if (contract.isPresent() && kind != Kind.RECORD)
      throw new IllegalArgumentException(
          "input '%s': only a record has a contract".formatted(name));
    return new Parameter(name, kind, matcher.group("optional") != null, contract, otherwise);
  }

  static List<String> names(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toList());
  }
}
