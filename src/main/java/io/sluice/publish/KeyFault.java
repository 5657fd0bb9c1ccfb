package io.sluice.publish;

/** A set of scores whose subjects cannot be told apart. */
final class KeyFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final int LONGEST = 255;

  private final String code;

  private KeyFault(String code, String message) {
    super(message);
    this.code = code;
  }

  static KeyFault twice() {
    return new KeyFault(
        "duplicate-key", "a key is there twice among the scores; each record needs its own");
  }

  static KeyFault missing() {
    return new KeyFault("missing-key", "a score has no key; each needs one to be looked up by");
  }

  static KeyFault tooLong() {
    return new KeyFault(
        "key-too-long", "a key is longer than " + LONGEST + " characters; shorter ones are wanted");
  }

  String code() {
    return code;
  }
}
