package io.sluice.publish;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import io.sluice.data.Scores;
import io.sluice.step.Progress;
import io.sluice.step.StepCall;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The room as its configuration wires it, on a fresh database. */
final class PublishRoom implements AutoCloseable {
  static final String MODEL = "credit-risk";

  final JdbcClient jdbc;
  final TransactionTemplate transaction;
  final Publish publish;
  final Unpublish unpublish;
  final ScoreLookup lookup;
  final ScoreRows rows;
  private final Databases database;
  private final HikariDataSource source;
  private final ExecutorService cleaner = Executors.newSingleThreadExecutor();

  /** Holds few rows in memory, so that few rows make several parts. */
  PublishRoom(Databases database, Path folder, DatasetStore given) {
    this(database, folder, given, 1_000);
  }

  /** Holds as many rows in memory as in production. */
  static PublishRoom whole(Databases database, Path folder, DatasetStore given) {
    return new PublishRoom(database, folder, given, PackedRows.HELD);
  }

  private PublishRoom(Databases database, Path folder, DatasetStore given, int held) {
    this.database = database;
    source = database.open(folder);
    jdbc = JdbcClient.create(source);
    JdbcTransactionManager manager = new JdbcTransactionManager(source);
    transaction = new TransactionTemplate(manager);
    JdbcTemplate template = new JdbcTemplate(source);
    rows =
        switch (database) {
          case H2 -> new PackedRows(template, held);
          case POSTGRESQL -> new CopiedRows(template);
        };
    Publications publications = new Publications(jdbc, Clock.systemUTC());
    Pointers pointers = new Pointers(jdbc, Clock.systemUTC());
    Retention retention =
        new Retention(
            publications,
            pointers,
            rows,
            new PublishSettings(3),
            PublishConfiguration.transaction(
                manager, TransactionDefinition.PROPAGATION_REQUIRES_NEW),
            cleaner);
    ScoreFiles files = new ScoreFiles(given, new Home(folder));
    publish =
        new Publish(
            publications,
            pointers,
            files,
            rows,
            retention,
            PublishConfiguration.transaction(manager, TransactionDefinition.PROPAGATION_NESTED));
    unpublish = new Unpublish(publications, pointers, retention, transaction);
    lookup = new PublishedScores(jdbc, rows);
  }

  static StepCall call(String run) {
    return new StepCall(run, "publish", "march", Progress.SILENT);
  }

  /** Publishes and gives the publication's name. */
  String publish(String run, Scores scores) {
    return publish.run(new Publish.Input(call(run), scores)).publication();
  }

  boolean withdraw(String publication) {
    return unpublish.run(new Unpublish.Input(call("undo"), publication)).withdrawn();
  }

  /** What consumers see, as one statement sees it. */
  record Seen(long rows, double least, double most) {
    static final Seen NOTHING = new Seen(0, 0, 0);
  }

  Seen seen() {
    return jdbc.sql(
            """
            select count(*), coalesce(min(score), 0), coalesce(max(score), 0)
            from current_score where model = ?
            """)
        .param(MODEL)
        .query((row, index) -> new Seen(row.getLong(1), row.getDouble(2), row.getDouble(3)))
        .single();
  }

  /** Publications that still have rows. */
  List<Long> kept() {
    return jdbc.sql(
            "select distinct publication from %s order by 1"
                .formatted(database == Databases.H2 ? "published_block" : "published_score"))
        .query(Long.class)
        .list();
  }

  long publications() {
    return jdbc.sql("select count(*) from publication").query(Long.class).single();
  }

  /** Lets the cleaning that was asked for so far end. */
  void cleaned() {
    CompletableFuture.runAsync(() -> {}, cleaner).join();
  }

  /** A look-up in which something happens between the pointer and the rows. */
  ScoreLookup lookingUp(Runnable meanwhile) {
    return new PublishedScores(
        jdbc,
        new ScoreRows() {
          @Override
          public void load(long publication, Path csv) {
            rows.load(publication, csv);
          }

          @Override
          public OptionalDouble find(long publication, String subject) {
            meanwhile.run();
            return rows.find(publication, subject);
          }

          @Override
          public boolean deleteSome(long publication) {
            return rows.deleteSome(publication);
          }
        });
  }

  @Override
  public void close() {
    cleaner.close();
    source.close();
  }
}
