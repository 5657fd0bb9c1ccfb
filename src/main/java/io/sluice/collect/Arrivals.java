package io.sluice.collect;

import io.sluice.step.Flows;
import io.sluice.step.StepRejected;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in one file of a source: keeps its bytes, and starts one run for each new content. The note
 * of the arrival and the start of the run are one transaction, so that a crash leaves both or none
 * and the file, still in its inbox, is taken again.
 */
public final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  /** Digits of a content's hash that tell runs of a source apart for people. */
  private static final int SHOWN = 12;

  private final Intake intake;
  private final Flows flows;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Arrivals(Intake intake, Flows flows, JdbcClient jdbc, TransactionTemplate transaction) {
    this.intake = intake;
    this.flows = flows;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * @param fileName as the sender called it, for people to recognise
   * @param sender user who sent it, blank when a connector found it
   * @param content read to its end, not closed
   * @throws StepRejected {@code unknown-flow}
   */
  public SourceFiles.Receipt receive(
      SourceFiles.Source source, String fileName, String sender, InputStream content) {
    FileProfile profile = intake.keep(content);
    Optional<String> known = runOf(source.name(), profile.sha256());
    if (known.isPresent()) return again(source, known.get());
    try {
      return Objects.requireNonNull(
          transaction.execute(status -> first(source, shortened(fileName), sender, profile)));
    } catch (DuplicateKeyException e) {
      return again(source, runOf(source.name(), profile.sha256()).orElseThrow(() -> e));
    }
  }

  private SourceFiles.Receipt first(
      SourceFiles.Source source, String name, String sender, FileProfile profile) {
    jdbc.sql(
            """
            insert into source_file (source, sha256, name, bytes, received_at, run_id)
            values (?, ?, ?, ?, ?, '')\
            """)
        .params(source.name(), profile.sha256(), name, profile.bytes())
        .param(OffsetDateTime.now(ZoneOffset.UTC))
        .update();
    String run = start(source, profile.sha256(), name, sender);
    jdbc.sql("update source_file set run_id = ? where source = ? and sha256 = ?")
        .params(run, source.name(), profile.sha256())
        .update();
    LOG.info("Source {} sent {} bytes, run {} starts", source.name(), profile.bytes(), run);
    return new SourceFiles.Receipt(run, false);
  }

  private String start(SourceFiles.Source source, String sha256, String name, String sender) {
    Map<String, Object> variables =
        Map.of(
            "source",
            source.name(),
            "file",
            sha256,
            "fileName",
            name,
            "requester",
            sender,
            "contract",
            source.contract(),
            "model",
            source.model());
    return flows.start(source.flow(), source.name() + ":" + sha256.substring(0, SHOWN), variables);
  }

  /**
   * Starts a run on the last file of a source once more.
   *
   * @throws StepRejected {@code unknown-file} when it has sent none; {@code unknown-flow}
   */
  public SourceFiles.Receipt repeat(SourceFiles.Source source, String user) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Last last = last(source.name()).orElseThrow(() -> none(source.name()));
              String run = start(source, last.sha256(), last.name(), user);
              LOG.info("User {} repeats the last file of {}: run {}", user, source.name(), run);
              return new SourceFiles.Receipt(run, false);
            }));
  }

  private static StepRejected none(String source) {
    return new StepRejected(
        "unknown-file", "source %s has not sent a file yet".formatted(source), Map.of());
  }

  private SourceFiles.Receipt again(SourceFiles.Source source, String run) {
    LOG.info("Source {} sent a content that run {} has already had", source.name(), run);
    return new SourceFiles.Receipt(run, true);
  }

  private Optional<String> runOf(String source, String sha256) {
    return jdbc.sql("select run_id from source_file where source = ? and sha256 = ?")
        .params(source, sha256)
        .query(String.class)
        .optional();
  }

  private record Last(String sha256, String name) {}

  private Optional<Last> last(String source) {
    return jdbc.sql(
            """
            select sha256, name from source_file where source = ?
            order by received_at desc fetch first 1 rows only\
            """)
        .params(source)
        .query((row, n) -> new Last(row.getString("sha256"), row.getString("name")))
        .optional();
  }

  /** The kept bytes of the file that a source sent last. */
  public Optional<Path> latest(String source) {
    return last(source).map(file -> intake.pathOf(file.sha256()));
  }

  private static String shortened(String name) {
    return name.length() <= 255 ? name : name.substring(0, 255);
  }
}
