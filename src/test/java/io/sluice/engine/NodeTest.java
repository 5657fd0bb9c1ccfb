package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {
  @Test
  void keepsItsIdOverRestarts(@TempDir Path home) throws IOException {
    String id;
    try (Node first = new Node(home)) {
      id = first.id();
    }
    assertThat(id).hasSize(36);
    try (Node second = new Node(home)) {
      assertThat(second.id()).isEqualTo(id);
    }
  }

  @Test
  void refusesAHomeThatAnotherProcessRunsOn(@TempDir Path home) throws IOException {
    try (Node first = new Node(home)) {
      assertThat(first.id()).isNotEmpty();
      assertThatThrownBy(() -> new Node(home))
          .hasMessageContaining("another Sluice is running on " + home);
    }
  }
}
