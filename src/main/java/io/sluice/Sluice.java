package io.sluice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the whole product in one JVM. */
@SpringBootApplication
public class Sluice {
  public static void main(String[] args) {
    SpringApplication.run(Sluice.class, args);
  }
}
