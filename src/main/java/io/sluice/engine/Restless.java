package io.sluice.engine;

/** A job was begun several times and never came to an end. */
final class Restless extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Restless(String message) {
    super(message);
  }
}
