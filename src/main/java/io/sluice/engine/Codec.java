package io.sluice.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Records;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.stream.Collectors;
import org.camunda.spin.DataFormats;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The one way between the values of a step and process variables: texts, numbers and truths stay
 * what they are, everything else is JSON.
 */
final class Codec {
  private final JsonMapper json;

  Codec(RecordsModule records) {
    json =
        JsonMapper.builder()
            .findAndAddModules()
            .addModule(records)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();
  }

  /**
   * @throws IllegalArgumentException when the value does not fit; its message says why
   */
  @Nullable Object read(@Nullable Object value, RecordComponent component) {
    return read(value, component.getGenericType());
  }

  /**
   * @throws IllegalArgumentException when the value does not fit; its message says why
   */
  @Nullable Object read(@Nullable Object value, Type wanted) {
    JavaType type = json.constructType(wanted);
    try {
      if (value instanceof SpinJsonNode node)
        return json.readValue(json.treeAsTokens((JsonNode) node.unwrap()), type);
      if (value instanceof String text && structured(type) && text.startsWith("{"))
        return json.readValue(text, type);
      return json.convertValue(value, type);
    } catch (IOException e) {
      throw new IllegalArgumentException(why(e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(why(e.getCause()), e);
    }
  }

  /** The form in which a value becomes a process variable. */
  @Nullable Object write(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Double) return value;
    JsonNode tree = json.valueToTree(value);
    return tree.isTextual() ? tree.textValue() : DataFormats.json().createWrapperInstance(tree);
  }

  /** A variable as programs outside may read it: JSON where it is structured. */
  @Nullable Object plain(@Nullable Object variable) {
    if (!(variable instanceof SpinJsonNode node)) return variable;
    return json.convertValue(node.unwrap(), Object.class);
  }

  private static boolean structured(JavaType type) {
    return type.isRecordType() || type.isMapLikeType() || type.hasRawClass(Records.class);
  }

  /** Without the message of the cause, which quotes the value. */
  private static String why(@Nullable Throwable cause) {
    if (cause instanceof UnrecognizedPropertyException unknown)
      return "it knows no '%s', only %s"
          .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
    if (cause instanceof JsonMappingException e && !e.getPath().isEmpty())
      return "its '%s' does not fit"
          .formatted(
              e.getPath().stream()
                  .map(at -> at.getFieldName() == null ? "" + at.getIndex() : at.getFieldName())
                  .collect(Collectors.joining(".")));
    return "the value does not fit";
  }
}
