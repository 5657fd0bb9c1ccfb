package io.sluice.publish;

import java.nio.file.Path;
import java.util.OptionalDouble;

/** The rows of publications, as the database at hand takes them fastest. */
interface ScoreRows {

  /**
   * Loads lines of publication, subject and score within the caller's transaction.
   *
   * @throws KeyFault when a subject is missing, too long or there twice
   */
  void load(long publication, Path csv);

  /** The score of a subject, by an index. */
  OptionalDouble find(long publication, String subject);

  /**
   * Deletes a bounded number of a publication's rows.
   *
   * @return whether there may be more
   */
  boolean deleteSome(long publication);
}
