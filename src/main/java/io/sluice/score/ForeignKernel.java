package io.sluice.score;

/** Scores by a graph that is run elsewhere. */
public non-sealed interface ForeignKernel extends Kernel {

  @Override
  default int stride() {
    return width();
  }
}
