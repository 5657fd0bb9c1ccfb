package io.sluice.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public keys of other installations whose artifacts are accepted here: files {@code *.pub} with
 * one Ed25519 key each, as PEM. Read at each use, so that a key that is taken away counts no more.
 */
final class TrustedKeys {
  private static final Logger LOG = LoggerFactory.getLogger(TrustedKeys.class);
  private static final long LARGEST = 10_000;

  private final Path folder;

  TrustedKeys(Path folder) {
    this.folder = folder;
  }

  /** The keys that are readable; a file that is none is logged by its name. */
  List<PublicKey> all() throws IOException {
    List<PublicKey> keys = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pub")) {
      for (Path file : files)
        try {
          keys.add(read(file));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          LOG.warn("{} is no public Ed25519 key in PEM and trusted by nobody", file, e);
        }
    }
    return keys;
  }

  private static PublicKey read(Path file) throws IOException, GeneralSecurityException {
    if (Files.size(file) > LARGEST) throw new IllegalArgumentException("too large for a key");
    String text = Files.readString(file).replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
    byte[] encoded = Base64.getMimeDecoder().decode(text);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public String toString() {
    return folder.getFileName() + "/*.pub";
  }
}
