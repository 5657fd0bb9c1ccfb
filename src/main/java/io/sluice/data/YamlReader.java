package io.sluice.data;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads a YAML file into a record; an unknown key is an error with its line and column. */
public final class YamlReader {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .findAndAddModules()
          .build();

  private YamlReader() {}

  /**
   * @throws ConfigException naming file, line, column and what would be right
   */
  public static <T> T read(ConfigFolder.Entry file, Class<T> type) {
    try {
      T value = MAPPER.readValue(file.text(), type);
      if (value == null) throw new ConfigException(file.place(), 1, 1, "the file is empty");
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw key(file, e, "unknown key '%s'%s".formatted(e.getPropertyName(), known(e)));
    } catch (JsonMappingException e) {
      // Jackson wraps what is no YAML at all once it is inside of a value: then there is no key.
      if (e.getCause() instanceof JsonProcessingException inner)
        throw at(file, inner, firstLine(inner));
      throw key(file, e, path(e) + firstLine(e));
    } catch (JsonProcessingException e) {
      throw at(file, e, firstLine(e));
    }
  }

  private static String known(UnrecognizedPropertyException e) {
    Collection<Object> ids = e.getKnownPropertyIds();
    if (ids == null || ids.isEmpty()) return "";
    return ids.stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", ", "; known here: ", ""));
  }

  private static String path(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(r -> r.getFieldName() != null ? r.getFieldName() : "[" + r.getIndex() + "]")
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String firstLine(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not readable");
  }

  /** Jackson's own location lies behind the key, often lines later. */
  private static ConfigException key(ConfigFolder.Entry file, JsonMappingException e, String m) {
    List<Object> path = new ArrayList<>();
    for (JsonMappingException.Reference step : e.getPath())
      path.add(step.getFieldName() != null ? step.getFieldName() : step.getIndex());
    try {
      return new Places(file).error(path, m);
    } catch (MarkedYAMLException broken) {
      // Below the key that Jackson met first the file is no YAML: that is to be said.
      Mark mark = broken.getProblemMark();
      return new ConfigException(
          file.place(), mark.getLine() + 1, mark.getColumn() + 1, broken.getProblem());
    }
  }

  private static ConfigException at(ConfigFolder.Entry file, JsonProcessingException e, String m) {
    JsonLocation location = e.getLocation();
    return location == null
        ? new ConfigException(file.place(), 1, 1, m)
        : new ConfigException(file.place(), location.getLineNr(), location.getColumnNr(), m);
  }
}
