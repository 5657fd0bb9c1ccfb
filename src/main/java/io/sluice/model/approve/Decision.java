package io.sluice.model.approve;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an approver says of a proposed version. */
public enum Decision {
  /** It becomes the champion. */
  RELEASE,
  /** It is scored in the shadow of the champion. */
  CHALLENGE,
  /** It is kept and does not serve. */
  REJECT;

  /** As forms and requests write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Decision> of(String word) {
    return Arrays.stream(values()).filter(d -> d.word().equals(word.strip())).findFirst();
  }
}
