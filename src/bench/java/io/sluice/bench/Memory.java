package io.sluice.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of another JVM while something runs: what its heap holds that is reachable, sampled by
 * full collections (which slow it down), and its resident set.
 */
final class Memory implements AutoCloseable {
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final long pid;
  private final Thread sampling;
  private volatile boolean over;
  private volatile long reachable;

  Memory(long pid) throws IOException {
    this.pid = pid;
    // Sets the peak of the resident set to what it is now (proc(5)).
    Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    sampling = Thread.ofPlatform().daemon().start(this::sample);
  }

  private void sample() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      while (!over) {
        Process process =
            new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
        String histogram =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(histogram);
        if (total.find()) reachable = Math.max(reachable, Long.parseLong(total.group(1)));
      }
    } catch (IOException e) {
      throw new IllegalStateException("jcmd does not run", e);
    }
  }

  /** What both came to so far. */
  String peaks() throws IOException {
    Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    if (!peak.find()) throw new IllegalStateException("no VmHWM for " + pid);
    return "at most %d MB reachable in the heap, resident set at most %d MB"
        .formatted(reachable >> 20, Long.parseLong(peak.group(1)) / 1024);
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    sampling.join();
  }
}
