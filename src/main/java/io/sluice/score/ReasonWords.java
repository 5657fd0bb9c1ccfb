package io.sluice.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;

/**
 * How a feature's push is worded: one text, or one for each direction.
 *
 * @param raises when the feature raised the score
 * @param lowers when it lowered it
 */
public record ReasonWords(String raises, String lowers) {
  private static final int LONGEST = 200;

  public ReasonWords {
    if (raises.isBlank()
        || lowers.isBlank()
        || Math.max(raises.length(), lowers.length()) > LONGEST)
      throw new IllegalArgumentException(
          "the wording of a reason has 1 to " + LONGEST + " characters");
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ReasonWords of(Object given) {
    if (given instanceof String text) return new ReasonWords(text, text);
    if (given instanceof Map<?, ?> map
        && map.size() == 2
        && map.get("raises") instanceof String raises
        && map.get("lowers") instanceof String lowers) return new ReasonWords(raises, lowers);
    throw new IllegalArgumentException(
        "the wording of a reason is a text, or {raises: a text, lowers: a text}");
  }

  /** What holds for a feature that nobody worded. */
  public static ReasonWords plain(String feature) {
    return new ReasonWords(feature + " raises the score", feature + " lowers the score");
  }

  String of(double contribution) {
    return contribution > 0 ? raises : lowers;
  }
}
