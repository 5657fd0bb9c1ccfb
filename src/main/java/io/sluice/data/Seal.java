package io.sluice.data;

/** Encrypts what rooms keep that must not be readable at rest. */
public interface Seal {

  String close(byte[] clear);

  /**
   * @throws IllegalArgumentException when the text was not sealed here, or was changed since
   */
  byte[] open(String sealed);
}
