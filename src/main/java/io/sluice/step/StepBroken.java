package io.sluice.step;

/**
 * What a step was given is wrong in a way that trying again does not change and that no rule of the
 * business decides: its job stops at once, and a person is asked.
 */
public final class StepBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sample;

  /**
   * @param message without values
   * @param sample what the wrong values look like, masked by {@link #mask}
   */
  public StepBroken(String message, String sample) {
    super(message);
    this.sample = sample;
  }

  public String sample() {
    return sample;
  }

  /** The shape of a value: each letter as x, each digit as 9. */
  public static String mask(Object value) {
    String shape = value.toString().replaceAll("\\p{L}", "x").replaceAll("\\p{Nd}", "9");
    return shape.length() <= 40 ? shape : shape.substring(0, 40) + "…";
  }
}
