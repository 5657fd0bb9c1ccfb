package io.sluice.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a while which passwords were right, so that a caller that sends its password with
 * every request pays for the slow hash once. Keeps neither passwords nor plain digests of them: the
 * key of the digest lives and dies with the process.
 */
final class VerifiedPasswords {
  private static final int MOST = 1_000;
  private static final String ALGORITHM = "HmacSHA256";

  /**
   * @param hash the password's hash when it was found right: a new password has another
   */
  private record Proof(String hash, long until) {}

  private final ConcurrentHashMap<ByteBuffer, Proof> proofs = new ConcurrentHashMap<>();
  private final SecretKeySpec key;
  private final Duration remember;
  private final InstantSource clock;

  VerifiedPasswords(Duration remember, InstantSource clock) {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.remember = remember;
    this.clock = clock;
  }

  boolean contains(LocalUser user, String password) {
    ByteBuffer digest = digest(user, password);
    Proof proof = proofs.get(digest);
    if (proof == null) return false;
    if (proof.until() > clock.millis() && proof.hash().equals(user.hash())) return true;
    proofs.remove(digest, proof);
    return false;
  }

  void add(LocalUser user, String password) {
    long now = clock.millis();
    if (proofs.size() >= MOST) proofs.values().removeIf(proof -> proof.until() <= now);
    if (proofs.size() >= MOST) proofs.clear();
    proofs.put(digest(user, password), new Proof(user.hash(), now + remember.toMillis()));
  }

  private ByteBuffer digest(LocalUser user, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(user.name().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }
}
