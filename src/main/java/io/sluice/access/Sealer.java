package io.sluice.access;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;

/** Encrypts what is kept for a while and must not be readable at rest (AES-256-GCM by Tink). */
public final class Sealer {
  private static final byte[] CONTEXT = {};

  private final Aead aead;

  /**
   * @param keyFile made, readable by its owner only, when it is not there
   */
  public Sealer(Path keyFile) {
    try {
      AeadConfig.register();
      KeysetHandle keys = Files.exists(keyFile) ? read(keyFile) : create(keyFile);
      aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key file " + keyFile + " is not usable", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the key file " + keyFile + " is not accessible", e);
    }
  }

  public String seal(byte[] clear) {
    try {
      return Base64.getEncoder().encodeToString(aead.encrypt(clear, CONTEXT));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text was not sealed with this key or was changed
   */
  public byte[] open(String sealed) {
    try {
      return aead.decrypt(Base64.getDecoder().decode(sealed), CONTEXT);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not sealed by this key, or changed since", e);
    }
  }

  private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file), InsecureSecretKeyAccess.get());
  }

  private static KeysetHandle create(Path file) throws IOException, GeneralSecurityException {
    KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    String text = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      channel.write(
          java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (FileAlreadyExistsException e) {
      return read(file);
    }
    return keys;
  }
}
