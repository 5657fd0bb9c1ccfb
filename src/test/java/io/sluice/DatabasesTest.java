package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabasesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void migratesOnEachDatabase(Databases database) {
    try (var source = database.open(folder)) {
      JdbcClient jdbc = JdbcClient.create(source);
      assertThat(jdbc.sql("select count(*) from current_score").query(Long.class).single())
          .isZero();
    }
  }
}
