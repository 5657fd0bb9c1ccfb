package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.Databases;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedArtifactsTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private ModelRoom room;

  @SuppressWarnings("NullAway.Init") // trained before each test
  private String sha256;

  @BeforeEach
  void train() throws IOException {
    room = new ModelRoom(Databases.H2, folder);
    sha256 = room.trained(1).artifact();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void signsWhatItWrites() {
    assertThat(room.signature(sha256)).exists();
    assertThat(room.artifacts.read(ModelRoom.TRIAL, sha256).manifest().model()).isEqualTo("trial");
  }

  @Test
  void refusesAnArtifactWithoutASignatureUnlessTheSettingAllowsIt() throws IOException {
    Files.delete(room.signature(sha256));
    assertRefused("artifact-unsigned", "has no signature", room.artifacts);
    Artifacts lenient = room.artifacts(ModelRoom.newKey(), false);
    assertThat(lenient.read(ModelRoom.TRIAL, sha256).card()).isNotEmpty();
  }

  @Test
  void refusesATamperedSignatureEvenWhenNoneIsRequired() throws IOException {
    byte[] signature = Base64.getDecoder().decode(Files.readString(room.signature(sha256)).strip());
    signature[10] ^= 1;
    Files.writeString(room.signature(sha256), Base64.getEncoder().encodeToString(signature));
    assertRefused("artifact-damaged", "no key that is trusted", room.artifacts);
    Files.writeString(room.signature(sha256), "not even Base64");
    assertRefused("artifact-damaged", "no key that is trusted", room.artifacts);
    Artifacts lenient = room.artifacts(ModelRoom.newKey(), false);
    assertRefused("artifact-damaged", "no key that is trusted", lenient);
  }

  @Test
  void refusesTheSignatureOfAnotherArtifact() throws IOException {
    Files.copy(
        room.signature(room.trained(2).artifact()),
        room.signature(sha256),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused("artifact-damaged", "no key that is trusted", room.artifacts);
  }

  @Test
  void trustsAForeignKeyOnlyWhileItsPublicKeyLiesInTheFolder() throws IOException {
    KeyPair foreign = ModelRoom.newKey();
    Artifact artifact = room.artifacts.read(ModelRoom.TRIAL, sha256);
    assertThat(room.artifacts(foreign, true).write(ModelRoom.TRIAL, artifact)).isEqualTo(sha256);
    assertRefused("artifact-damaged", "keys/trusted", room.artifacts);
    Files.writeString(room.trusted().resolve("broken.pub"), "no key");
    Path pub = room.trusted().resolve("partner.pub");
    Files.writeString(
        pub,
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(foreign.getPublic().getEncoded())));
    assertThat(room.artifacts.read(ModelRoom.TRIAL, sha256).card()).isNotEmpty();
    Files.delete(pub);
    assertRefused("artifact-damaged", "keys/trusted", room.artifacts);
  }

  private void assertRefused(String code, String message, Artifacts artifacts) {
    assertThatThrownBy(() -> artifacts.read(ModelRoom.TRIAL, sha256))
        .hasMessageContaining(Artifacts.version(sha256))
        .hasMessageContaining(message)
        .asInstanceOf(type(StepRejected.class))
        .extracting(StepRejected::code)
        .isEqualTo(code);
  }
}
