package io.sluice;

import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the whole product in one JVM. */
@SpringBootApplication
public class Sluice {
  public static void main(String[] args) {
    String home = System.getenv().getOrDefault("SLUICE_HOME", "data");
    // Absolute, because H2 refuses a relative path that does not begin with a dot.
    String absolute = Path.of(System.getProperty("sluice.home", home)).toAbsolutePath().toString();
    System.setProperty("sluice.home", absolute);
    SpringApplication.run(Sluice.class, args);
  }
}
