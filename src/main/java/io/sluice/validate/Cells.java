package io.sluice.validate;

import io.sluice.data.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single cells strictly: the one definition of what text is of which type, which the SQL of
 * the dataset store repeats. Blanks around a value are ignored, a blank value of any type but text
 * is missing.
 *
 * <ul>
 *   <li>number: digits with an optional sign, decimal point and exponent; finite
 *   <li>integer: a number without a fraction, exact, within 64 bits; 12.0 and 1e3 are integers
 *   <li>boolean: true false yes no t f y n 1 0 in any case
 *   <li>date: yyyy-MM-dd in the years 1000 to 9999
 *   <li>timestamp: a date, or a date and HH:mm, seconds and up to six decimals, then nothing (UTC),
 *       Z or an offset
 * </ul>
 */
public final class Cells {
  /** Stands in a numeric column for a value that is not of its type. */
  public static final double UNREADABLE = Double.POSITIVE_INFINITY;

  /** Stands in a numeric column for a missing value. */
  public static final double MISSING = Double.NaN;

  /** Beyond this a double does not hold every whole number: only plain digits are exact. */
  public static final double EXACT = 9007199254740992d;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern DATE = Pattern.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(?<day>[1-9][0-9]{3}-[0-9]{2}-[0-9]{2})"
              + "(?:[T ](?<time>(?:[01][0-9]|2[0-3]):[0-5][0-9]"
              + "(?::[0-5][0-9](?:\\.[0-9]{1,6})?)?)"
              + "(?<zone>Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?)?");
  private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1");
  private static final Set<String> NO = Set.of("false", "f", "no", "n", "0");

  private Cells() {}

  /**
   * The value of a cell of any type but text.
   *
   * @return days since 1970 for dates, seconds for timestamps, 0 and 1 for booleans; {@link
   *     #MISSING} or {@link #UNREADABLE}
   */
  public static double read(Type type, @Nullable String text) {
    if (text == null) return MISSING;
    String value = strip(text);
    if (value.isEmpty()) return MISSING;
    return switch (type) {
      case NUMBER -> number(value);
      case INTEGER -> integer(value);
      case BOOLEAN -> bool(value);
      case DATE -> date(value);
      case TIMESTAMP -> timestamp(value);
      case TEXT -> throw new IllegalArgumentException("text is not read as a number");
    };
  }

  /** The exact whole number of a text that {@link #read} can read as an integer. */
  public static long whole(String text) {
    String value = strip(text);
    double number = number(value);
    return Math.abs(number) <= EXACT ? (long) number : Long.parseLong(value);
  }

  /** Without the blanks of ASCII around it. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && blank(text.charAt(from))) from++;
    while (to > from && blank(text.charAt(to - 1))) to--;
    return text.substring(from, to);
  }

  private static boolean blank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static double number(String value) {
    if (!NUMBER.matcher(value).matches()) return UNREADABLE;
    double number = Double.parseDouble(value);
    return Double.isFinite(number) ? number : UNREADABLE;
  }

  private static double integer(String value) {
    double number = number(value);
    if (Math.abs(number) <= EXACT) return number == Math.rint(number) ? number : UNREADABLE;
    if (!DIGITS.matcher(value).matches()) return UNREADABLE;
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      return UNREADABLE;
    }
  }

  private static double bool(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    return YES.contains(word) ? 1 : NO.contains(word) ? 0 : UNREADABLE;
  }

  private static double date(String value) {
    if (!DATE.matcher(value).matches()) return UNREADABLE;
    try {
      return LocalDate.parse(value).toEpochDay();
    } catch (DateTimeException e) {
      return UNREADABLE;
    }
  }

  private static double timestamp(String value) {
    Matcher parts = TIMESTAMP.matcher(value);
    if (!parts.matches()) return UNREADABLE;
    try {
      String time = parts.group("time");
      String zone = parts.group("zone");
      LocalDateTime local =
          LocalDateTime.parse(parts.group("day") + "T" + (time == null ? "00:00" : time));
      var moment = local.toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
      return (moment.getEpochSecond() * 1_000_000L + moment.getNano() / 1000) / 1e6;
    } catch (DateTimeException e) {
      return UNREADABLE;
    }
  }
}
