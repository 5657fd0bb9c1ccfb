package io.sluice.api.flow;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.step.StepRejected;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request as one JSON object, within bounds. */
final class JsonBody {
  private static final int MOST = 1 << 20;
  private static final JsonMapper JSON = mapper();

  private JsonBody() {}

  private static JsonMapper mapper() {
    JsonMapper json =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(100)
                .maxStringLength(1 << 18)
                .maxNameLength(1_000)
                .maxNumberLength(200)
                .build());
    return json;
  }

  /**
   * An empty body is an empty object.
   *
   * @throws StepRejected {@code too-large}; {@code unreadable-body} naming line and column
   */
  static ObjectNode read(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MOST + 1);
    if (bytes.length > MOST)
      throw new StepRejected(
          "too-large",
          "the body is larger than the %,d bytes that are taken in".formatted(MOST),
          Map.of("maxBytes", MOST));
    if (bytes.length == 0) return JSON.createObjectNode();
    try {
      JsonNode body = JSON.readTree(bytes);
      if (body instanceof ObjectNode object) return object;
      throw new StepRejected(
          "unreadable-body", "the body is one JSON object with a field for each input");
    } catch (JsonProcessingException e) {
      throw new StepRejected("unreadable-body", "the body is no JSON that can be read", place(e));
    }
  }

  /** What breaks a bound of the parser has no place. */
  private static Map<String, Object> place(JsonProcessingException e) {
    @Nullable JsonLocation at = e.getLocation();
    return at == null ? Map.of() : Map.of("line", at.getLineNr(), "column", at.getColumnNr());
  }

  /** The same for the same fields and values, in whatever order they were sent. */
  static String hash(String flow, ObjectNode body) {
    try {
      Object sorted = JSON.treeToValue(body, Object.class);
      byte[] text =
          (flow + "\n" + JSON.writeValueAsString(sorted)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a body cannot be hashed", e);
    }
  }
}
