package io.sluice.heal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done about all jobs that a cause has stopped. */
public enum Remedy {
  /** Tries again: one first, then in cohorts of double size while all of a cohort go through. */
  RETRY,
  /** Puts a column right as a person said, and tries again. */
  CORRECT,
  /** Asks the second source that the contract names. */
  SECOND_SOURCE,
  /** Takes the source's last answer, if the contract lets it and it is fresh enough. */
  LAST_GOOD,
  /** Scores with the version that was champion before. */
  PREVIOUS_VERSION,
  /** Takes the release of the cause's model back, for everybody, and tries again. */
  ROLL_BACK,
  /** Waits, without using up retries, until the connector or model of the cause answers again. */
  WAIT,
  /** Goes on behind the element, as if it had done its work. */
  SKIP,
  /** Ends the runs; what they have done outside is taken back. */
  CANCEL,
  /** Changes nothing and asks the owners, too. */
  ESCALATE;

  /** Whether only a person can say what exactly is to be done, or answer for it. */
  public boolean needsPeople() {
    return this == CORRECT || this == ROLL_BACK || this == ESCALATE;
  }

  /** The remedy in lower case, as forms have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Remedy> of(String word) {
    return Arrays.stream(values()).filter(remedy -> remedy.word().equals(word)).findFirst();
  }
}
