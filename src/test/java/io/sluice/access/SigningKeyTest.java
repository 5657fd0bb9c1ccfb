package io.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
  @TempDir Path folder;

  @Test
  void makesOneKeyThatOnlyItsOwnerCanRead() throws IOException {
    KeyPair made = SigningKey.open(folder, "artifacts");
    KeyPair read = SigningKey.open(folder, "artifacts");

    assertThat(read.getPrivate().getEncoded()).isEqualTo(made.getPrivate().getEncoded());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret())))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("artifacts.pub"))
        .content()
        .contains("BEGIN PUBLIC KEY")
        .doesNotContain("PRIVATE");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void givesTwoNodesThatStartAtOnceTheSameKey() {
    var one = CompletableFuture.supplyAsync(() -> SigningKey.open(folder, "artifacts"));
    var other = CompletableFuture.supplyAsync(() -> SigningKey.open(folder, "artifacts"));

    assertThat(one.join().getPublic()).isEqualTo(other.join().getPublic());
  }

  @Test
  void refusesAKeyFileThatIsNone() throws IOException {
    Files.writeString(secret(), "gone");

    assertThatThrownBy(() -> SigningKey.open(folder, "artifacts"))
        .hasMessageContaining("artifacts.pem is no key pair: put a good copy back");
  }

  private Path secret() {
    return folder.resolve("artifacts.pem");
  }
}
