package io.sluice.routes;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Databases that connectors may read and write, by the name that a route gives as {@code
 * dataSource: "#name"}. Their drivers are H2's and PostgreSQL's.
 */
@ConfigurationProperties("sluice")
record DatabaseSettings(@DefaultValue Map<String, Database> databases) {
  DatabaseSettings {
    databases = Map.copyOf(databases);
  }

  /**
   * @param patience as long as a route waits for a connection
   */
  record Database(
      String url,
      @DefaultValue("") String username,
      @DefaultValue("") String password,
      @DefaultValue("PT2S") Duration patience) {}
}
