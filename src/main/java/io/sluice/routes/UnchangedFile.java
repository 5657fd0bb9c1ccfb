package io.sluice.routes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Reads a file and fails at its end when it was changed or replaced since the reading began. */
final class UnchangedFile extends FilterInputStream {
  private final Path file;
  private final FileTime before;
  private long length;

  UnchangedFile(Path file, FileTime before) throws IOException {
    super(Files.newInputStream(file));
    this.file = file;
    this.before = before;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int n = super.read(buffer, offset, count);
    if (n >= 0) length += n;
    else if (!Files.getLastModifiedTime(file).equals(before) || Files.size(file) != length)
      throw new Changed(file.getFileName() + " was changed while it was read");
    return n;
  }

  /** Somebody wrote to the file meanwhile. */
  static final class Changed extends IOException {
    private static final long serialVersionUID = 1L;

    Changed(String message) {
      super(message);
    }
  }
}
