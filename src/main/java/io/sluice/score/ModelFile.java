package io.sluice.score;

/** Stores fitted models in an exchange format; what is read equals what was written. */
public interface ModelFile {
  /** Files beyond this are refused. */
  int LIMIT = 256 << 20;

  byte[] write(Fitted fitted);

  /**
   * @throws DamagedFile when the bytes are no such model
   */
  Fitted read(byte[] bytes);

  /**
   * Takes in a graph that another tool wrote.
   *
   * @param positive the label of the class whose probability is the score; the second class when no
   *     label is called so
   * @param width how many numbers a row is going to have
   * @param missing whether some of them may be missing, as NaN
   * @throws DamagedFile when it is no graph, is no single score of such a row, or holds what is not
   *     run here; the message says what would be right
   */
  Opened open(byte[] bytes, String positive, int width, boolean missing);

  /**
   * A graph that another tool wrote.
   *
   * @param fitted what scores from now on: numbers for our kernels where they know the graph, else
   *     the graph itself
   * @param graph the graph itself, to compare with
   * @param producer the tool that wrote it, with its version
   */
  record Opened(Fitted fitted, Foreign graph, String producer) {}

  /** The bytes are not what a model file is; the message says where. */
  final class DamagedFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedFile(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
