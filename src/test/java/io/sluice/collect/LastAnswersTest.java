package io.sluice.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import io.sluice.data.Seal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class LastAnswersTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int AT_ONCE = 4;
  private static final int ROUNDS = 10;
  private static final Seal SEAL =
      new Seal() {
        @Override
        public String close(byte[] clear) {
          return Base64.getEncoder().encodeToString(clear);
        }

        @Override
        public byte[] open(String sealed) {
          return Base64.getDecoder().decode(sealed.getBytes(StandardCharsets.US_ASCII));
        }
      };

  /** Each caller's transaction goes on, and what else it writes is there. */
  @ParameterizedTest
  @EnumSource(Databases.class)
  void keepsOneOfTheAnswersThatComeAtOnce(Databases database, @TempDir Path folder)
      throws Exception {
    try (HikariDataSource source = database.open(folder);
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      JdbcTransactionManager manager = new JdbcTransactionManager(source);
      TransactionTemplate nested = new TransactionTemplate(manager);
      nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
      JdbcClient jdbc = JdbcClient.create(source);
      LastAnswers answers = new LastAnswers(jdbc, nested, SEAL, Clock.systemUTC());
      TransactionTemplate each = new TransactionTemplate(manager);
      CyclicBarrier together = new CyclicBarrier(AT_ONCE);
      for (int round = 0; round < ROUNDS; round++) {
        Map<String, @Nullable Object> question = Map.of("customer", round);
        List<? extends Future<?>> all =
            IntStream.range(0, AT_ONCE)
                .mapToObj(
                    i ->
                        callers.submit(
                            () -> {
                              together.await();
                              each.executeWithoutResult(
                                  status -> {
                                    answers.keep("bureau", question, Map.of("by", i), WEEK);
                                    jdbc.sql("insert into node values (?, current_timestamp)")
                                        .param(question + " " + i)
                                        .update();
                                  });
                              return null;
                            }))
                .toList();
        for (Future<?> one : all) one.get();
        assertThat(answers.find("bureau", question, WEEK)).isPresent();
      }
      assertThat(jdbc.sql("select count(*) from node").query(Integer.class).single())
          .isEqualTo(AT_ONCE * ROUNDS);
    }
  }
}
