package io.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of another JVM from now on: its heap after each collection, and its resident set. */
final class Memory {
  private static final Pattern COLLECTED = Pattern.compile("->(\\d+)M\\(");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final long pid;
  private final Path log;
  private final int seen;

  /**
   * @param log what its {@code -Xlog:gc:file} writes
   */
  Memory(long pid, Path log) throws IOException {
    this.pid = pid;
    this.log = log;
    this.seen = lines().size();
    // Sets the peak of the resident set to what it is now (proc(5)).
    Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
  }

  /** What both came to. */
  String peaks() throws IOException {
    int heap =
        lines().stream()
            .skip(seen)
            .map(COLLECTED::matcher)
            .filter(Matcher::find)
            .mapToInt(m -> Integer.parseInt(m.group(1)))
            .max()
            .orElse(0);
    Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    if (!peak.find()) throw new IllegalStateException("no VmHWM for " + pid);
    return "heap after collection at most %d MB, resident set %d MB"
        .formatted(heap, Long.parseLong(peak.group(1)) / 1024);
  }

  private List<String> lines() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }
}
