package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The product is killed, or told to stop, at random moments while clients have it do all that its
 * flows can.
 */
public final class Interruptions implements AutoCloseable {
  private static final String FLOW = "scores-taken-back";
  private static final String CONNECTORS =
      """
      - route:
          id: never-taken
          errorHandler:
            noErrorHandler: {}
          from:
            uri: direct:target-never-taken
            steps:
              - setHeader:
                  name: refused
                  constant: this target takes nothing
      - route:
          id: taken-back
          from:
            uri: file
            parameters:
              directoryName: "{{sluice.home}}/inbox/taken-back"
              exclude: ".*\\\\.part"
            steps:
              - to: "sluice:taken-back?contract=loan-application&model=credit-risk&flow=scores-taken-back"
      """;

  /** Whoever orders a stop seldom waits for longer before he kills. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static final int CLIENTS = 8;

  private final LoanOffice office;
  private final Random random;
  private final long seed;

  public Interruptions(Path folder, long seed) throws IOException {
    this.seed = seed;
    this.random = new Random(seed);
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("connectors"));
    Files.writeString(root.resolve("connectors/taken-back.camel.yaml"), CONNECTORS);
    Files.createDirectories(root.resolve("processes"));
    String drawn = Files.readString(Path.of("processes/score-batch.bpmn"));
    Files.writeString(
        root.resolve("processes/" + FLOW + ".bpmn"),
        drawn.replace("score-batch", FLOW).replace("scores-notice", "never-taken"));
    // A job that is under way at five kills would be stopped, for it might be what ends its node.
    office =
        new LoanOffice(folder, List.of("sluice.root=" + root, "sluice.engine.most-starts=1000"));
  }

  /**
   * How it went; all lists are empty when all is well.
   *
   * @param errands that clients were told the end of
   * @param unanswered requests that got no answer and were sent again
   */
  public record Figures(
      long seed,
      int times,
      int errands,
      int unanswered,
      List<String> lost,
      List<String> twice,
      List<String> wrong,
      boolean oneStanding,
      long incidents,
      long seconds) {}

  private interface Interruption {
    void come(Sender sender) throws Exception;
  }

  /** The power fails again and again. */
  public Figures kills(int times) throws Exception {
    return come(Collections.nCopies(times, this::kill));
  }

  /** It is killed, and later told to stop, and started again each time. */
  Figures killAndStop() throws Exception {
    return come(List.of(this::kill, sender -> stop()));
  }

  private Figures come(List<Interruption> interruptions) throws Exception {
    Instant began = Instant.now();
    Sender sender = new Sender(office::app);
    try (Errands errands = new Errands(sender, CLIENTS, seed);
        NightShift operator = new NightShift(office::app)) {
      for (Interruption interruption : interruptions) interruption.come(sender);
      errands.finish();
      Audit audit = new Audit(errands.ledger(), office.database(), office.bank());
      return new Figures(
          seed,
          interruptions.size(),
          errands.ledger().size(),
          sender.unanswered(),
          audit.lost(),
          audit.twice(),
          audit.wrong(),
          audit.showsOneStandingPublication(),
          audit.incidents(),
          Duration.between(began, Instant.now()).toSeconds());
    }
  }

  /** One in five while it is starting, the others once it works again. */
  private void kill(Sender sender) throws Exception {
    boolean starting = random.nextInt(5) == 0;
    int before = sender.answered();
    if (!starting) office.app().await(() -> sender.answered() > before + CLIENTS);
    pass(random.nextInt(starting ? 12_000 : 8_000));
    office.kill();
    office.startAgain();
  }

  private void stop() throws Exception {
    office.app().port();
    pass(4_000 + random.nextInt(4_000));
    Instant told = Instant.now();
    assertThat(office.stop()).as("exit code after SIGTERM").isEqualTo(143);
    assertThat(Duration.between(told, Instant.now())).isLessThan(BOUND);
    assertThat(held()).as("jobs that nobody else may take\n" + office.app().printed()).isZero();
    office.startAgain();
  }

  private long held() {
    return office
        .database()
        .sql("select count(*) from ACT_RU_JOB where LOCK_OWNER_ is not null")
        .query(Long.class)
        .single();
  }

  private static void pass(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public void close() {
    office.close();
  }
}
