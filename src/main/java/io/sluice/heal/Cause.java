package io.sluice.heal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What many failures have in common. The same for every instance and after every restart: numbers,
 * ids and quoted values of the message do not count.
 *
 * @param id fingerprint of the rest
 * @param peer connector or model that the element names; empty when it names none
 * @param error class of the failure
 * @param message without what differs between instances; empty when it may not be told
 */
public record Cause(
    String id, String flow, String element, String peer, String error, String message) {
  private static final int LONGEST = 500;
  private static final int DIGITS = 16;
  private static final String OUTAGE = "Outage";

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  /** A word with a digit in it: a number, a time, an id. */
  private static final Pattern NUMBERED =
      Pattern.compile("[\\p{L}\\d_.:,/+-]*\\d[\\p{L}\\d_.:,/+-]*");

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Of a failure as it was told. */
  public static Cause of(String flow, String element, String peer, String error, String message) {
    String common = common(message);
    String all = String.join("\n", flow, element, peer, error, common);
    return new Cause(digest(all), flow, element, peer, error, common);
  }

  /** Of everything that waits for a connector or model endpoint that does not answer. */
  public static Cause outage(String target) {
    return of("", "", target, OUTAGE, "");
  }

  public boolean outage() {
    return error.equals(OUTAGE) && flow.isEmpty();
  }

  private static String common(String message) {
    String text = QUOTED.matcher(message).replaceAll("'…'");
    text = NUMBERED.matcher(text).replaceAll("#");
    text = SPACE.matcher(text).replaceAll(" ").strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who or what healings of it are counted for: who does not answer, else the element. */
  public String subject() {
    return peer.isEmpty() ? element + " of " + flow : peer;
  }

  /** For people, in a line. */
  public String title() {
    if (outage()) return peer + " does not answer";
    String where = peer.isEmpty() ? element : element + " (" + peer + ")";
    return "%s of %s: %s".formatted(where, flow, message.isEmpty() ? error : message);
  }
}
