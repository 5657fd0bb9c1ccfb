package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DataConfigurationTest {
  @Test
  void readsWhatPeopleEditFromTheWorkingDirectoryUnlessToldOtherwise() {
    new ApplicationContextRunner()
        .withUserConfiguration(DataConfiguration.class)
        .withPropertyValues("sluice.home=target/home")
        .run(
            context ->
                assertThat(
                        context
                            .getBean(ConfigFolder.class)
                            .find("src/test/resources/flows/processes", "make-and-check.bpmn"))
                    .isPresent());
  }
}
