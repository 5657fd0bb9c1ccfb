package io.sluice.data;

/** A dataset could not be written for want of room; nothing of it is left behind. */
public final class StorageFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageFull(String message, Throwable cause) {
    super(message, cause);
  }
}
