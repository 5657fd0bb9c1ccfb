package io.sluice.data;

import org.jspecify.annotations.Nullable;

/** Reads a dataset once, front to back; not thread-safe. */
public interface BatchReader extends AutoCloseable {
  /** The next rows, or null at the end. */
  @Nullable Batch next();

  /** Rows in all. */
  long rows();

  @Override
  void close();
}
