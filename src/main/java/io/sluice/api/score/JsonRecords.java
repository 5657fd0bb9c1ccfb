package io.sluice.api.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Reads {@code {"records": [{…}, …]}} as a stream: nothing of it is held but the cells. A record
 * whose fields are wrong is noted and the next one is read; what is no JSON ends the reading.
 */
final class JsonRecords {
  private static final String RECORDS = "records";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1_000)
                  .maxNumberLength(200)
                  .build())
          .build();

  private final SentRecords records;

  JsonRecords(SentRecords records) {
    this.records = records;
  }

  /**
   * @throws StepRejected {@code unreadable-records} naming record, line and column; {@code
   *     too-many-records}
   */
  void read(InputStream body) throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      try {
        if (json.nextToken() != JsonToken.START_OBJECT) throw shape(json);
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          if (found || !json.currentName().equals(RECORDS)) throw shape(json);
          found = true;
          list(json);
        }
        if (!found || json.nextToken() != null) throw shape(json);
      } catch (JsonProcessingException e) {
        throw unreadable(json, "this is no JSON that can be read");
      }
    }
  }

  private void list(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_ARRAY) throw shape(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT)
        throw unreadable(json, "a record is an object of fields and values");
      records.begin();
      while (json.nextToken() == JsonToken.FIELD_NAME) field(json);
    }
  }

  private void field(JsonParser json) throws IOException {
    Integer place = records.place(json.currentName());
    JsonToken token = json.nextToken();
    if (place == null) {
      json.skipChildren();
      return;
    }
    Type type = records.type(place);
    switch (token) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> records.text(place, json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, place, type);
      case VALUE_TRUE, VALUE_FALSE -> {
        if (type == Type.BOOLEAN) records.number(place, json.getBooleanValue() ? 1 : 0);
        else records.wrong(place);
      }
      default -> {
        json.skipChildren();
        records.wrong(place);
      }
    }
  }

  private void number(JsonParser json, int place, Type type) throws IOException {
    switch (type) {
      case NUMBER -> {
        double value = json.getDoubleValue();
        if (Double.isFinite(value)) records.number(place, value);
        else records.wrong(place);
      }
      case INTEGER -> {
        // What fits an int is exact without a second look at its digits.
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() == JsonParser.NumberType.INT)
          records.number(place, json.getIntValue());
        else records.text(place, json.getText());
      }
      case BOOLEAN -> records.text(place, json.getText());
      case TEXT, DATE, TIMESTAMP -> records.wrong(place);
    }
  }

  private StepRejected shape(JsonParser json) {
    return unreadable(json, "the body is {\"records\": [{\"field\": value, …}, …]}");
  }

  private StepRejected unreadable(JsonParser json, String what) {
    var place = json.currentLocation();
    int record = records.size();
    return new StepRejected(
        "unreadable-records",
        "%sline %d, column %d: %s"
            .formatted(
                record == 0 ? "" : "record " + record + ", ",
                place.getLineNr(),
                place.getColumnNr(),
                what),
        Map.of("record", record, "line", place.getLineNr(), "column", place.getColumnNr()));
  }
}
