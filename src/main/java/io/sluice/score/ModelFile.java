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

  /** The bytes are not what a model file is; the message says where. */
  final class DamagedFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedFile(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
