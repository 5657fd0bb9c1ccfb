package io.sluice.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.sluice.access.Sealer;
import io.sluice.data.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Records as JSON: {@code {"stored": id}} for a dataset, {@code {"sealed": text}} for rows that are
 * carried along, so that no history and no backup of the engine holds them in clear.
 */
final class RecordsModule extends SimpleModule {
  private static final long serialVersionUID = 1L;
  private static final String STORED = "stored";
  private static final String SEALED = "sealed";
  private static final JsonMapper ROWS = JsonMapper.builder().build();
  private static final TypeReference<List<Map<String, Object>>> LIST = new TypeReference<>() {};

  RecordsModule(Sealer sealer) {
    super("records");
    addSerializer(Records.class, new Writer(sealer));
    addDeserializer(Records.class, new Reader(sealer));
    addDeserializer(
        Records.Stored.class,
        new JsonDeserializer<>() {
          @Override
          public Records.Stored deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            return new Records.Stored(parser.<JsonNode>readValueAsTree().path(STORED).asText());
          }
        });
  }

  private static final class Writer extends JsonSerializer<Records> {
    private final Sealer sealer;

    Writer(Sealer sealer) {
      this.sealer = sealer;
    }

    @Override
    public void serialize(Records records, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      switch (records) {
        case Records.Stored stored -> out.writeStringField(STORED, stored.dataset());
        case Records.Inline inline ->
            out.writeStringField(SEALED, sealer.seal(ROWS.writeValueAsBytes(inline.rows())));
      }
      out.writeEndObject();
    }
  }

  private static final class Reader extends JsonDeserializer<Records> {
    private final Sealer sealer;

    Reader(Sealer sealer) {
      this.sealer = sealer;
    }

    @Override
    public Records deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = parser.readValueAsTree();
      if (node.hasNonNull(STORED)) return new Records.Stored(node.get(STORED).asText());
      if (node.hasNonNull(SEALED)) {
        byte[] rows = sealer.open(node.get(SEALED).asText());
        return new Records.Inline(ROWS.readValue(new String(rows, StandardCharsets.UTF_8), LIST));
      }
      throw context.weirdStringException("", Records.class, "records are stored or sealed");
    }
  }
}
