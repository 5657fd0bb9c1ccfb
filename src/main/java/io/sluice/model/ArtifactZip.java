package io.sluice.model;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.score.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * An artifact as one zip whose bytes follow from its content alone: fixed order, fixed times.
 * Nothing is ever unpacked to disk, and only entries of known names and bounded sizes are read.
 */
final class ArtifactZip {
  private static final String MANIFEST = "manifest.json";
  private static final String MODEL = "model.onnx";
  private static final String BASELINE = "baseline.json";
  private static final String GOLDEN = "golden.json";
  private static final String CARD = "card.md";
  private static final Map<String, Integer> LIMITS =
      Map.of(
          MANIFEST,
          32 << 20,
          MODEL,
          ModelFile.LIMIT,
          BASELINE,
          32 << 20,
          GOLDEN,
          32 << 20,
          CARD,
          1 << 20);
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ModelFile file;
  private final JsonMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  ArtifactZip(ModelFile file) {
    this.file = file;
  }

  byte[] write(Artifact artifact) {
    try {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put(MANIFEST, json.writeValueAsBytes(artifact.manifest()));
      entries.put(MODEL, file.write(artifact.fitted()));
      entries.put(BASELINE, json.writeValueAsBytes(artifact.baseline()));
      entries.put(GOLDEN, json.writeValueAsBytes(artifact.golden()));
      entries.put(CARD, artifact.card().getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (var entry : entries.entrySet()) {
          ZipEntry head = new ZipEntry(entry.getKey());
          head.setTimeLocal(TIME);
          zip.putNextEntry(head);
          zip.write(entry.getValue());
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("an artifact cannot be written", e);
    }
  }

  /**
   * @throws IOException when the bytes are no artifact
   */
  Artifact read(byte[] bytes) throws IOException {
    Map<String, byte[]> entries = entries(bytes);
    try {
      return new Artifact(
          json.readValue(entry(entries, MANIFEST), Manifest.class),
          file.read(entry(entries, MODEL)),
          json.readValue(entry(entries, BASELINE), Baseline.class),
          json.readValue(entry(entries, GOLDEN), Golden.class),
          new String(entry(entries, CARD), StandardCharsets.UTF_8));
    } catch (ModelFile.DamagedFile e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry head = zip.getNextEntry(); head != null; head = zip.getNextEntry()) {
        Integer limit = LIMITS.get(head.getName());
        if (limit == null || entries.containsKey(head.getName()))
          throw new IOException("it has an entry that does not belong there");
        byte[] content = zip.readNBytes(limit + 1);
        if (content.length > limit)
          throw new IOException("%s has more than %,d bytes".formatted(head.getName(), limit));
        entries.put(head.getName(), content);
      }
    }
    return entries;
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
    byte[] content = entries.get(name);
    if (content == null) throw new IOException("it has no " + name);
    return content;
  }
}
