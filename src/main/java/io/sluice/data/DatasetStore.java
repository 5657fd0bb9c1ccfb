package io.sluice.data;

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
}
