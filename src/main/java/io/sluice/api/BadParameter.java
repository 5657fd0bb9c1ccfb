package io.sluice.api;

/** A parameter of a request is wrong: says which and what would be right. */
public final class BadParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  public BadParameter(String parameter, String expected) {
    super("parameter '" + parameter + "' must be " + expected);
    this.parameter = parameter;
  }

  public String parameter() {
    return parameter;
  }

  /** A whole number within bounds. */
  public static int within(String parameter, int value, int least, int most) {
    if (value < least || value > most)
      throw new BadParameter(parameter, "a whole number from " + least + " to " + most);
    return value;
  }
}
