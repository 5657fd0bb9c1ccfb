package io.sluice.access;

import java.security.SecureRandom;

/** Makes passwords that nobody guesses and everybody can type. */
final class Passwords {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Without the look-alikes 0 O o 1 l I. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private Passwords() {}

  /** 24 characters, close to 140 bits. */
  static String generate() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 24; i++) text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    return text.toString();
  }
}
