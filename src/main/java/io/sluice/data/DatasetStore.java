package io.sluice.data;

import java.nio.file.Path;
import java.util.List;

/** Keeps datasets. A dataset is there whole or not at all, and never changes. */
public interface DatasetStore {

  /**
   * @throws IllegalArgumentException when there is none with that id
   */
  Dataset describe(String id);

  /** Reads the named columns of a dataset in its order. */
  BatchReader read(Records.Stored records, List<String> columns, int batchSize);

  /** Writes a new dataset batch by batch. */
  DatasetWriter write(Dataset.Kind kind, List<Column> columns, Lineage lineage);

  /**
   * Writes one number beside each row of a parent, in its order; a row whose number is NaN is left
   * out. Much faster than carrying the parent's text through {@link #write}.
   *
   * @param source the parent's column to keep
   * @param kept its name and type in the new dataset
   * @param added the column of numbers that each appended batch must have
   */
  DatasetWriter extend(
      Dataset.Kind kind,
      Records.Stored parent,
      String source,
      Column kept,
      Column added,
      Lineage lineage);

  /**
   * Writes the named columns as RFC 4180 CSV without a header, a missing value as an empty field;
   * for loading into a database in bulk.
   *
   * @param tag a number that becomes the first field of each line
   * @param file below {@link Home}; replaced when it is there, gone when this fails
   * @throws StorageFull when the disk has no room
   */
  void exportCsv(Records.Stored records, long tag, List<String> columns, Path file);
}
