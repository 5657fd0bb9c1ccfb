package io.sluice.api;

import io.sluice.collect.SourceFiles;
import io.sluice.collect.SourceFiles.Receipt;
import io.sluice.collect.SourceFiles.Source;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.multipart.MultipartFile;

/** Hands files that somebody sends by hand to their source, and logs who did. */
final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final int LONGEST_NAME = 200;

  private final SourceFiles sources;

  Uploads(SourceFiles sources) {
    this.sources = sources;
  }

  /**
   * @param user who sends it
   * @throws StepRejected {@code unknown-source}, naming the known ones
   */
  Receipt take(String source, MultipartFile file, String user) throws IOException {
    List<String> known = sources.sources().stream().map(Source::name).toList();
    if (!known.contains(source))
      throw new StepRejected(
          "unknown-source",
          "there is no such source; known are " + String.join(", ", known),
          Map.of("known", known));
    try (InputStream content = file.getInputStream()) {
      Receipt receipt = sources.receive(source, name(file.getOriginalFilename()), user, content);
      LOG.info(
          "User {} sent {} bytes to source {}: run {}{}",
          user,
          file.getSize(),
          source,
          receipt.run(),
          receipt.known() ? " had them before" : "");
      return receipt;
    }
  }

  /** Without folders and control characters; what a browser sends is not to be trusted. */
  static String name(@Nullable String sent) {
    String text = sent == null ? "" : sent.replace('\\', '/');
    String last = text.substring(text.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "").strip();
    if (last.isEmpty() || last.equals(".") || last.equals("..")) return "upload.csv";
    return last.length() <= LONGEST_NAME ? last : last.substring(last.length() - LONGEST_NAME);
  }
}
