package io.sluice.collect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What one pass over a file's bytes tells before anything parses it.
 *
 * @param sha256 of the content, lower-case hex
 * @param lines physical lines, the last one counted also without a line end
 * @param longest bytes of the longest line
 * @param longestAt its number, from 1
 * @param quotes how many double quotes there are; in well-formed CSV an even number
 * @param nul whether a zero byte occurs, which no text in UTF-8 holds
 */
public record FileProfile(
    String sha256, long bytes, long lines, long longest, long longestAt, long quotes, boolean nul) {

  /** Copies a file and profiles what was copied. */
  static FileProfile copy(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = digest();
    Scan scan = new Scan();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      scan.read(buffer, n);
      out.write(buffer, 0, n);
    }
    return scan.profile(HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Scan {
    private long bytes;
    private long lines;
    private long lineStart;
    private long longest;
    private long longestAt;
    private long quotes;
    private boolean nul;

    void read(byte[] buffer, int n) {
      for (int i = 0; i < n; i++) {
        byte b = buffer[i];
        if (b == '\n') endLine(bytes + i);
        else if (b == '"') quotes++;
        else if (b == 0) nul = true;
      }
      bytes += n;
    }

    private void endLine(long at) {
      lines++;
      if (at - lineStart > longest) {
        longest = at - lineStart;
        longestAt = lines;
      }
      lineStart = at + 1;
    }

    FileProfile profile(String sha256) {
      if (lineStart < bytes) endLine(bytes);
      return new FileProfile(sha256, bytes, lines, longest, longestAt, quotes, nul);
    }
  }
}
