package io.sluice.score;

/** A fitted model as numbers alone: what training gives, what is stored, what a kernel runs. */
public sealed interface Fitted permits Ensemble, Linear, Foreign {
  /** How many numbers an encoded row has. */
  int width();
}
