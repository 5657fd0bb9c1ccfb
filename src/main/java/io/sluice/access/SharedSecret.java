package io.sluice.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A secret that the operator shares with a receiver, by which it knows what we send. */
final class SharedSecret {
  private static final int BYTES = 32;

  private SharedSecret() {}

  /**
   * Reads the secret, or makes it, readable by its owner only: 64 hex digits, of which the receiver
   * uses the 32 bytes.
   *
   * @throws IllegalStateException when the file holds something else
   */
  static SecretKey open(Path path) {
    PrivateFile file = new PrivateFile(path);
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (!file.exists()) file.create(fresh() + "\n");
      byte[] bytes = HexFormat.of().parseHex(file.read().strip());
      if (bytes.length != BYTES) throw new IllegalArgumentException("of another length");
      return new SecretKeySpec(bytes, "HmacSHA256");
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          path + " holds no secret of 64 hex digits; delete it to have a new one made", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the key file " + path + " is not accessible", e);
    }
  }

  private static String fresh() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
