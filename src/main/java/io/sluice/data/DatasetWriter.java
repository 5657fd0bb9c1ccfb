package io.sluice.data;

/** Writes one dataset; not thread-safe. Closed without a commit, it leaves nothing behind. */
public interface DatasetWriter extends AutoCloseable {
  /**
   * @throws StorageFull when the disk has no room
   */
  void append(Batch batch);

  /** Makes the dataset durable and known within the caller's transaction. */
  Dataset commit();

  @Override
  void close();
}
