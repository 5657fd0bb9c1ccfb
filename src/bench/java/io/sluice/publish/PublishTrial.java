package io.sluice.publish;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.Databases;
import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetStore;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.data.Type;
import io.sluice.duckdb.Opened;
import java.io.DataOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The step against plainer ways to write the same rows. */
public final class PublishTrial {
  private static final List<Column> COLUMNS =
      List.of(new Column(Scores.KEY, Type.TEXT), new Column(Scores.SCORE, Type.NUMBER));

  private PublishTrial() {}

  /** A way to write a dataset. */
  private interface Way {
    void write(long publication) throws Exception;
  }

  public static void run(int rows, int rounds, Path parent) throws Exception {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(parent.toAbsolutePath()), "publish");
    try (Opened opened = new Opened(folder)) {
      Dataset dataset = dataset(opened.store(), rows);
      for (int round = 1; round <= rounds; round++)
        for (Databases database : Databases.values())
          trial(database, folder, opened.store(), dataset, round);
    }
  }

  private static void trial(
      Databases database, Path folder, DatasetStore store, Dataset dataset, int round)
      throws Exception {
    Scores scores = new Scores(dataset.reference(), PublishRoom.MODEL, "v1");
    try (PublishRoom room = PublishRoom.whole(database, folder, store)) {
      time(database + " step", dataset.rows(), run -> room.publish("run-" + round, scores));
    }
    try (var source = database.open(folder)) {
      plain(source);
      if (database == Databases.H2)
        time(
            "H2 rows by batches of 1,000", dataset.rows(), p -> batches(source, store, dataset, p));
      else time("POSTGRESQL binary copy", dataset.rows(), p -> binary(source, store, dataset, p));
    }
  }

  private static void plain(DataSource source) {
    JdbcClient.create(source)
        .sql(
            """
            create table plain_score (publication bigint not null, subject varchar(255) not null,
              score double precision not null, primary key (publication, subject))
            """)
        .update();
  }

  private static void time(String name, long rows, Way way) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.gc();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    way.write(1);
    double wall = (System.nanoTime() - start) / 1e9;
    double busy = (system.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        "%-30s %6.2f s %,10.0f rows/s, %5.2f s of processor in this process, load %.1f%n",
        name, wall, rows / wall, busy, system.getSystemLoadAverage());
  }

  private static void batches(DataSource source, DatasetStore store, Dataset dataset, long id)
      throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into plain_score values (?, ?, ?)");
        BatchReader reader = read(store, dataset)) {
      connection.setAutoCommit(false);
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int i = 0; i < batch.size(); i++) {
          insert.setLong(1, id);
          insert.setString(2, batch.texts(0)[i]);
          insert.setDouble(3, batch.numbers(1)[i]);
          insert.addBatch();
          if (i % 1000 == 999) insert.executeBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static void binary(DataSource source, DatasetStore store, Dataset dataset, long id)
      throws Exception {
    try (Connection connection = source.getConnection();
        DataOutputStream out =
            new DataOutputStream(
                new PGCopyOutputStream(
                    connection.unwrap(PGConnection.class),
                    "copy plain_score from stdin (format binary)",
                    1 << 16));
        BatchReader reader = read(store, dataset)) {
      out.write(new byte[] {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0});
      out.writeLong(0);
      for (Batch batch = reader.next(); batch != null; batch = reader.next())
        for (int i = 0; i < batch.size(); i++) {
          byte[] key = Objects.requireNonNull(batch.texts(0)[i]).getBytes(StandardCharsets.UTF_8);
          out.writeShort(3);
          out.writeInt(8);
          out.writeLong(id);
          out.writeInt(key.length);
          out.write(key);
          out.writeInt(8);
          out.writeDouble(batch.numbers(1)[i]);
        }
      out.writeShort(-1);
    }
  }

  private static BatchReader read(DatasetStore store, Dataset dataset) {
    return store.read(new Records.Stored(dataset.id()), List.of(Scores.KEY, Scores.SCORE), 16_384);
  }

  private static Dataset dataset(DatasetStore store, int rows) {
    Random random = new Random(7);
    Lineage lineage = new Lineage("bench", "score", List.of());
    try (DatasetWriter writer = store.write(Dataset.Kind.SCORES, COLUMNS, lineage)) {
      for (int first = 0; first < rows; first += 16_384) {
        int size = Math.min(16_384, rows - first);
        String[] keys = new String[size];
        double[] scores = random.doubles(size).toArray();
        for (int i = 0; i < size; i++) keys[i] = "A-%08d".formatted(first + i);
        writer.append(new Batch(COLUMNS, new Object[] {keys, scores}, size, first));
      }
      return writer.commit();
    }
  }
}
