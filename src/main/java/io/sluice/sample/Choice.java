package io.sluice.sample;

import java.util.SplittableRandom;

/** A word drawn by weight. */
final class Choice {
  private final String[] words;
  private final double[] upTo;

  /**
   * @param weighted words, each followed by its share; the shares add up to 1
   */
  Choice(String weighted) {
    String[] parts = weighted.split(" ", -1);
    words = new String[parts.length / 2];
    upTo = new double[words.length];
    double sum = 0;
    for (int i = 0; i < words.length; i++) {
      words[i] = parts[2 * i];
      upTo[i] = sum += Double.parseDouble(parts[2 * i + 1]);
    }
  }

  String draw(SplittableRandom random) {
    double draw = random.nextDouble();
    for (int i = 0; i < words.length - 1; i++) if (draw < upTo[i]) return words[i];
    return words[words.length - 1];
  }
}
