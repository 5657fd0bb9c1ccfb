package io.sluice.collect;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes in files by hand, as the connector of their source would. */
public interface SourceFiles {

  /**
   * What became of a file.
   *
   * @param run id of the run that works on this content
   * @param known whether the same content had come before, so that no new run was started
   */
  record Receipt(String run, boolean known) {}

  /** A place that files come from. */
  record Source(String name, String contract, String model, String flow) {}

  List<Source> sources();

  /**
   * @param sender user who sends it
   * @param content read to its end, not closed
   * @throws io.sluice.step.StepRejected {@code unknown-source}
   */
  Receipt receive(String source, String fileName, String sender, InputStream content);

  /**
   * Starts a run on the file that a source sent last, though that content has had one: the spec,
   * the contract or the flow may be another by now.
   *
   * @param user who wants it
   * @throws io.sluice.step.StepRejected {@code unknown-source}; {@code unknown-file} when it has
   *     sent none
   */
  Receipt repeat(String source, String user);

  /** The file that a source sent last, as it was sent; empty when it has sent none. */
  Optional<Path> latest(String source);
}
