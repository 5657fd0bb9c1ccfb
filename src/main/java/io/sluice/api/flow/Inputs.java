package io.sluice.api.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.data.Nearest;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.engine.Signature;
import io.sluice.engine.Signature.Parameter;
import io.sluice.step.StepRejected;
import io.sluice.validate.Contract;
import io.sluice.validate.ContractCatalog;
import io.sluice.validate.RecordCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the inputs of an event from the fields of a body, and says all that is wrong at once. */
final class Inputs {
  private static final String KEY = "businessKey";
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_NAME = 64;

  private final ContractCatalog contracts;

  Inputs(ContractCatalog contracts) {
    this.contracts = contracts;
  }

  /**
   * @param input of the flow
   * @param field of a record, or empty
   */
  record Fault(String input, String field, String rule, String message) {}

  /**
   * @param businessKey as sent, else the key of the first record that has one, else empty
   */
  record Given(String businessKey, Map<String, @Nullable Object> values) {}

  /**
   * @throws StepRejected {@code invalid-input} with every fault; never a value
   */
  Given of(Signature signature, ObjectNode body) {
    List<Fault> faults = new ArrayList<>();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    String key = key(body, faults);
    unknown(signature, body, faults);
    for (Parameter input : signature.inputs()) {
      JsonNode value = body.get(input.name());
      values.put(input.name(), value(input, value, faults));
      if (key.isEmpty() && input.kind() == Signature.Kind.RECORD && value instanceof ObjectNode)
        key = keyOf(input, (RawRecords) values.get(input.name()));
    }
    if (!faults.isEmpty()) throw invalid(faults);
    return new Given(key, values);
  }

  private static String key(ObjectNode body, List<Fault> faults) {
    JsonNode key = body.get(KEY);
    if (key == null || key.isNull()) return "";
    if (key.isTextual() && key.textValue().length() <= LONGEST_KEY) return key.textValue();
    faults.add(new Fault(KEY, "", "type", "must be a text of at most 255 characters"));
    return "";
  }

  private static void unknown(Signature signature, ObjectNode body, List<Fault> faults) {
    List<String> names = signature.inputs().stream().map(Parameter::name).toList();
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name) && !name.equals(KEY))
                faults.add(
                    new Fault(
                        name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME),
                        "",
                        "unknown-input",
                        "is no input here; nearest: " + Nearest.to(name, names)));
            });
  }

  private @Nullable Object value(Parameter input, @Nullable JsonNode value, List<Fault> faults) {
    if (value == null || value.isNull()) return missing(input, faults);
    Object read =
        switch (input.kind()) {
          case TEXT -> value.isTextual() ? value.textValue() : null;
          case BOOLEAN -> value.isBoolean() ? value.booleanValue() : null;
          case NUMBER -> value.isNumber() ? number(value) : null;
          case RECORD -> value instanceof ObjectNode object ? record(input, object, faults) : null;
        };
    if (read == null)
      faults.add(new Fault(input.name(), "", "type", "must be " + words(input.kind())));
    return read;
  }

  private static @Nullable Object missing(Parameter input, List<Fault> faults) {
    if (input.otherwise().isPresent()) return otherwise(input, input.otherwise().get());
    if (!input.optional())
      faults.add(new Fault(input.name(), "", "required", "is needed: " + words(input.kind())));
    return null;
  }

  private static Object otherwise(Parameter input, String text) {
    return switch (input.kind()) {
      case NUMBER -> number(text);
      case BOOLEAN -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static Object number(String text) {
    if (text.matches("-?\\d{1,18}")) return Long.valueOf(text);
    return Double.valueOf(text);
  }

  private static Object number(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) return value.longValue();
    return value.doubleValue();
  }

  private static String words(Signature.Kind kind) {
    return switch (kind) {
      case TEXT -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case RECORD -> "an object with a field for each column";
    };
  }

  private RawRecords record(Parameter input, ObjectNode object, List<Fault> faults) {
    Map<String, Object> row = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith("_"))
                faults.add(fault(input, field.getKey(), "unknown-column", "may not start with _"));
              else if (field.getValue().isContainerNode())
                faults.add(fault(input, field.getKey(), "type", "must be a single value"));
              else if (!field.getValue().isNull())
                row.put(field.getKey(), scalar(field.getValue()));
            });
    return input
        .contract()
        .map(name -> judged(input, contracts.contract(name), row, faults))
        .orElseGet(() -> new RawRecords(new Records.Inline(List.of(row)), ""));
  }

  private static RawRecords judged(
      Parameter input, Contract contract, Map<String, Object> row, List<Fault> faults) {
    List<RecordCheck.Fault> found = RecordCheck.faults(contract, row);
    found.forEach(f -> faults.add(fault(input, f.field(), f.rule(), f.message())));
    Map<String, Object> typed = found.isEmpty() ? RecordCheck.typed(contract, row) : row;
    return new RawRecords(new Records.Inline(List.of(typed)), contract.name());
  }

  private static Fault fault(Parameter input, String field, String rule, String message) {
    String name = field.length() <= LONGEST_NAME ? field : field.substring(0, LONGEST_NAME);
    return new Fault(input.name(), name, rule, message);
  }

  private static Object scalar(JsonNode value) {
    if (value.isBoolean()) return value.booleanValue();
    return value.isNumber() ? number(value) : value.asText();
  }

  private String keyOf(Parameter input, @Nullable RawRecords record) {
    if (record == null
        || input.contract().isEmpty()
        || !(record.records() instanceof Records.Inline rows)) return "";
    Contract contract = contracts.contract(input.contract().get());
    String key = RecordCheck.key(contract, rows.rows().getFirst());
    return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
  }

  private static StepRejected invalid(List<Fault> faults) {
    Fault first = faults.getFirst();
    return new StepRejected(
        "invalid-input",
        "%d thing%s wrong with the input; the first: %s%s %s"
            .formatted(
                faults.size(),
                faults.size() == 1 ? " is" : "s are",
                first.input(),
                first.field().isEmpty() ? "" : "." + first.field(),
                first.message()),
        Map.of("errorCount", faults.size(), "errors", faults.stream().limit(100).toList()));
  }
}
