package io.sluice.model;

import io.sluice.data.Home;
import io.sluice.data.StorageFull;
import io.sluice.data.WholeFile;
import io.sluice.score.ModelFile;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps artifacts below {@code models/<model>/<sha-256>.zip}: there whole or not at all, never
 * changed, and checked against their name and signature before they are opened. The signature lies
 * beside its artifact as {@code <sha-256>.sig}.
 */
public final class Artifacts {
  /** Beyond this an artifact is not opened. */
  private static final long LIMIT = 320L << 20;

  /** Far above the 88 characters that a signature has. */
  private static final long SIGNATURE_LIMIT = 1_000;

  private static final int SHORT = 12;

  private final Path folder;
  private final ArtifactZip zip;
  private final Signatures signatures;

  public Artifacts(Home home, ModelFile file, Signatures signatures) {
    this.folder = home.folder("models");
    this.zip = new ArtifactZip(file);
    this.signatures = signatures;
  }

  /** The version that an artifact's hash names. */
  static String version(String sha256) {
    return sha256.substring(0, SHORT);
  }

  /**
   * Makes an artifact durable, and before it its signature.
   *
   * @return its sha-256; the same content gives the same
   * @throws StorageFull when the disk has no room
   */
  String write(ModelName model, Artifact artifact) {
    return keep(model, zip.write(artifact));
  }

  /**
   * Makes the bytes of an artifact durable, and before them our signature.
   *
   * @throws StorageFull when the disk has no room
   */
  String keep(ModelName model, byte[] bytes) {
    String sha256 = Sha256.of(bytes);
    byte[] signature = signatures.sign(sha256).getBytes(StandardCharsets.US_ASCII);
    try {
      WholeFile.write(path(model, sha256, ".sig"), signature);
      WholeFile.write(path(model, sha256, ".zip"), bytes);
      return sha256;
    } catch (IOException e) {
      throw new StorageFull("the artifact of model " + model + " could not be written", e);
    }
  }

  /**
   * Opens an artifact of another installation once its signature has been seen to be right.
   *
   * @param signature Base64; empty when it came without
   * @throws StepRejected {@code artifact-unsigned} or {@code artifact-damaged}
   */
  Artifact open(ModelName model, byte[] bytes, Optional<String> signature) {
    String sha256 = Sha256.of(bytes);
    checkOrigin(model, sha256, signature, signatures.required());
    try {
      return zip.read(bytes);
    } catch (IOException e) {
      throw damaged(model, sha256, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /**
   * Looks at the signature of something that came from outside.
   *
   * @throws StepRejected {@code artifact-unsigned} when there is none and one is needed; {@code
   *     artifact-damaged} when it is no trusted key's
   */
  void checkOrigin(ModelName model, String sha256, Optional<String> signature, boolean needed) {
    if (signature.isEmpty() && needed)
      throw new StepRejected(
          "artifact-unsigned",
          "a file for model %s needs a signature of a key in keys/trusted; it came without"
              .formatted(model),
          Map.of("model", model.value(), "sha256", sha256));
    try {
      if (signature.isPresent() && !signatures.valid(sha256, signature.get()))
        throw new StepRejected(
            "artifact-damaged",
            "the signature of the file for model %s is of no key in keys/trusted, or of another file"
                .formatted(model),
            Map.of("model", model.value(), "sha256", sha256));
    } catch (IOException e) {
      throw new UncheckedIOException("the trusted keys are not readable", e);
    }
  }

  /**
   * @throws StepRejected naming the version: {@code artifact-unsigned} when its signature is not
   *     there, {@code artifact-damaged} when it is no trusted key's, or when the file is not there,
   *     not what its hash says, or no artifact
   * @throws StepUnavailable when the disk does not give it
   */
  Artifact read(ModelName model, String sha256) {
    byte[] bytes = bytes(model, sha256);
    try {
      return zip.read(bytes);
    } catch (IOException e) {
      throw damaged(model, sha256, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /**
   * The zip as it was written, checked like {@link #read} but not opened.
   *
   * @throws StepRejected as {@link #read} does
   */
  byte[] bytes(ModelName model, String sha256) {
    Path path = path(model, sha256, ".zip");
    try {
      if (!Files.isRegularFile(path)) throw damaged(model, sha256, "its file is not there");
      if (Files.size(path) > LIMIT) throw damaged(model, sha256, "its file is too large");
      byte[] bytes = Files.readAllBytes(path);
      if (!Sha256.of(bytes).equals(sha256))
        throw damaged(model, sha256, "its file is not what its sha-256 says");
      checkSignature(model, sha256);
      return bytes;
    } catch (IOException e) {
      throw unreadable(model, sha256, e);
    }
  }

  /** The signature of an artifact as Base64, empty when it has none. */
  Optional<String> signature(ModelName model, String sha256) {
    Path path = path(model, sha256, ".sig");
    try {
      if (!Files.isRegularFile(path)) return Optional.empty();
      if (Files.size(path) > SIGNATURE_LIMIT)
        throw damaged(model, sha256, "its signature file is too large");
      return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1).strip());
    } catch (IOException e) {
      throw unreadable(model, sha256, e);
    }
  }

  private void checkSignature(ModelName model, String sha256) throws IOException {
    Optional<String> signature = signature(model, sha256);
    if (signature.isEmpty()) {
      if (signatures.required()) throw unsigned(model, sha256);
      return;
    }
    if (!signatures.valid(sha256, signature.get()))
      throw damaged(
          model,
          sha256,
          "its signature is of no key that is trusted here; if another installation made it, put"
              + " that one's artifacts.pub into keys/trusted");
  }

  private Path path(ModelName model, String sha256, String ending) {
    return folder.resolve(model.value()).resolve(sha256 + ending);
  }

  private static StepUnavailable unreadable(ModelName model, String sha256, IOException e) {
    return new StepUnavailable(
        "version %s of model %s cannot be read now".formatted(version(sha256), model), e);
  }

  private static StepRejected unsigned(ModelName model, String sha256) {
    return new StepRejected(
        "artifact-unsigned",
        ("version %s of model %s has no signature: put its .sig file beside it, train it again, or"
                + " release another version")
            .formatted(version(sha256), model),
        facts(model, sha256));
  }

  private static StepRejected damaged(ModelName model, String sha256, String why) {
    return new StepRejected(
        "artifact-damaged",
        "version %s of model %s is damaged: %s; restore the file or release another version"
            .formatted(version(sha256), model, why),
        facts(model, sha256));
  }

  private static Map<String, Object> facts(ModelName model, String sha256) {
    return Map.of("model", model.value(), "version", version(sha256));
  }
}
