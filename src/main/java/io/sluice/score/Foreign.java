package io.sluice.score;

/**
 * A fitted model whose graph none of our kernels knows: it is run by what reads its format. Equal
 * to another one of the same bytes.
 */
public non-sealed interface Foreign extends Fitted {

  /** The graph as it is stored. */
  byte[] graph();

  /** Ready to score; each call loads the graph anew. */
  ForeignKernel kernel();
}
