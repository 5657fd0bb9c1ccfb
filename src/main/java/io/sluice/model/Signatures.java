package io.sluice.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Tells artifacts that a trusted installation made from others: an Ed25519 signature (RFC 8032)
 * over the ASCII text {@code sluice-artifact:} and the artifact's sha-256 in lower-case hex, kept
 * as Base64.
 */
public final class Signatures {
  private static final String ALGORITHM = "Ed25519";

  /** Keeps a signature of something else from passing for one of an artifact. */
  private static final String CONTEXT = "sluice-artifact:";

  private final KeyPair own;
  private final TrustedKeys trusted;
  private final boolean required;

  /**
   * @param own signs, and is trusted
   * @param trusted folder with public keys of others
   * @param required whether an artifact without a signature is refused
   */
  public Signatures(KeyPair own, Path trusted, boolean required) {
    this.own = own;
    this.trusted = new TrustedKeys(trusted);
    this.required = required;
  }

  boolean required() {
    return required;
  }

  String sign(String sha256) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(own.getPrivate());
      signature.update(text(sha256));
      return Base64.getEncoder().encodeToString(signature.sign()) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an artifact cannot be signed", e);
    }
  }

  /** Whether it is the signature of this artifact by a key that is trusted now. */
  boolean valid(String sha256, String signature) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(signature.strip());
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (by(own.getPublic(), sha256, bytes)) return true;
    for (PublicKey key : trusted.all()) if (by(key, sha256, bytes)) return true;
    return false;
  }

  private static boolean by(PublicKey key, String sha256, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(text(sha256));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] text(String sha256) {
    return (CONTEXT + sha256).getBytes(StandardCharsets.US_ASCII);
  }
}
