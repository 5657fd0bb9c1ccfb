package io.sluice;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL of a test's own, for tests that stop it: on one port and one folder all the while.
 */
public final class OwnPostgres implements AutoCloseable {
  private static final String NAME = "sluice";

  private final Path data;
  private final int port;
  private @Nullable EmbeddedPostgres running;

  /**
   * @param folder where its data are put
   */
  public OwnPostgres(Path folder) throws IOException {
    data = folder.resolve("postgres-" + System.nanoTime());
    EmbeddedPostgres first = server().start();
    running = first;
    port = first.getPort();
    JdbcClient.create(first.getPostgresDatabase()).sql("create database " + NAME).update();
  }

  private EmbeddedPostgres.Builder server() {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
  }

  public int port() {
    return port;
  }

  /** Where the product finds its database. */
  public static String url(int port) {
    return "jdbc:postgresql://localhost:" + port + "/" + NAME;
  }

  /** A few connections to the same database, around whatever stands between it and the product. */
  public HikariDataSource open() {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url(port));
    source.setUsername("postgres");
    source.setPassword("");
    source.setMaximumPoolSize(4);
    source.setMinimumIdle(0);
    return source;
  }

  /** As an administrator does who does not wait for anybody. */
  public void stop() throws IOException {
    EmbeddedPostgres server = running;
    if (server != null) server.close();
    running = null;
  }

  public void start() throws IOException {
    running = server().setPort(port).start();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not stop", e);
    }
  }
}
