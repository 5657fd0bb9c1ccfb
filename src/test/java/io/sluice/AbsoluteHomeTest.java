package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class AbsoluteHomeTest {
  @Test
  void resolvesAgainstTheWorkingDirectory() {
    MockEnvironment environment = new MockEnvironment().withProperty("sluice.home", "some/home");
    new AbsoluteHome().postProcessEnvironment(environment, new SpringApplication());
    assertThat(environment.getProperty("sluice.home"))
        .isEqualTo(Path.of("some/home").toAbsolutePath().toString());
  }
}
