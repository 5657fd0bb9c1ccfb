package io.sluice.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key pair by which others know what this installation made: Ed25519 (RFC 8032). The private
 * file holds both keys as PEM; the public one also lies beside it, to be handed to others.
 */
public final class SigningKey {
  private static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private SigningKey() {}

  /**
   * Reads the pair {@code <name>.pem}, or makes it, readable by its owner only.
   *
   * @throws IllegalStateException when the file holds no key pair
   */
  public static KeyPair open(Path folder, String name) {
    PrivateFile file = new PrivateFile(folder.resolve(name + ".pem"));
    try {
      Files.createDirectories(folder);
      if (!file.exists()) file.create(pem(fresh()));
      KeyPair pair = parse(file);
      Path open = folder.resolve(name + ".pub");
      if (!Files.exists(open)) Files.writeString(open, pem(PUBLIC, pair.getPublic().getEncoded()));
      return pair;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s is no key pair: put a good copy back; without it, what was signed before is no longer known"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("the key file " + file + " is not accessible", e);
    }
  }

  private static KeyPair fresh() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
  }

  private static KeyPair parse(PrivateFile file) throws IOException, GeneralSecurityException {
    String text = file.read();
    KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
    PrivateKey own = keys.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE)));
    PublicKey open = keys.generatePublic(new X509EncodedKeySpec(block(text, PUBLIC)));
    KeyPair pair = new KeyPair(open, own);
    if (!fits(pair)) throw new GeneralSecurityException("its two keys do not belong together");
    return pair;
  }

  private static boolean fits(KeyPair pair) throws GeneralSecurityException {
    byte[] probe = {1};
    Signature signer = Signature.getInstance(ALGORITHM);
    signer.initSign(pair.getPrivate());
    signer.update(probe);
    byte[] signed = signer.sign();
    signer.initVerify(pair.getPublic());
    signer.update(probe);
    return signer.verify(signed);
  }

  private static String pem(KeyPair pair) {
    return pem(PRIVATE, pair.getPrivate().getEncoded())
        + pem(PUBLIC, pair.getPublic().getEncoded());
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, Base64.getEncoder().encodeToString(encoded));
  }

  private static byte[] block(String text, String kind) throws GeneralSecurityException {
    Matcher block =
        Pattern.compile("-----BEGIN " + kind + "-----([^-]*)-----END " + kind + "-----")
            .matcher(text);
    if (!block.find()) throw new GeneralSecurityException("it has no block " + kind);
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
