package io.sluice;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The databases that Sluice runs on, real and migrated; a fresh one for each use. */
public enum Databases {
  H2 {
    @Override
    public HikariDataSource open(Path folder) {
      String url = "jdbc:h2:file:" + folder.resolve("sluice-" + UUID.randomUUID());
      HikariDataSource source = pool(url + ";DB_CLOSE_ON_EXIT=FALSE", "sa");
      migrate(source, "h2");
      return source;
    }
  },

  /** One server for the JVM. */
  POSTGRESQL {
    @Override
    public HikariDataSource open(Path folder) {
      String name = "d" + UUID.randomUUID().toString().replace("-", "");
      JdbcClient.create(Server.IT.getPostgresDatabase())
          .sql("create database " + name + " template sluice")
          .update();
      return pool(Server.IT.getJdbcUrl("postgres", name), "postgres");
    }
  };

  /**
   * A pool of connections to a new database with all of our tables.
   *
   * @param folder where files may be put; removed by the caller
   */
  public abstract HikariDataSource open(Path folder);

  private static HikariDataSource pool(String url, String user) {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setUsername(user);
    source.setPassword("");
    source.setMaximumPoolSize(6);
    source.setMinimumIdle(0);
    source.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return source;
  }

  private static void migrate(DataSource source, String vendor) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/" + vendor)
        .load()
        .migrate();
  }

  /** Started on first use, stopped with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres IT = start();

    private static EmbeddedPostgres start() {
      String own = "sluice-" + UUID.randomUUID();
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("cluster_name", own)
                .setServerConfig("max_connections", "100")
                .start();
        JdbcClient postgres = JdbcClient.create(server.getPostgresDatabase());
        String found = postgres.sql("show cluster_name").query(String.class).single();
        if (!found.equals(own))
          throw new IllegalStateException("port " + server.getPort() + " is another server's");
        postgres.sql("create database sluice").update();
        migrate(server.getDatabase("postgres", "sluice"), "postgresql");
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start PostgreSQL", e);
      }
    }
  }
}
