package io.sluice.routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.collect.Lookup;
import io.sluice.step.StepRejected;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Sources that connectors let be asked: a route from {@code direct:lookup-<name>} finds the
 * question in the variable {@value #QUESTION} and leaves the answer as its body, a JSON object or a
 * row of a database. A question that the source will never answer is told in the header {@value
 * #REFUSED}; whatever a route throws means that it could not now.
 */
final class CamelLookup implements Lookup, AutoCloseable {
  static final String QUESTION = "question";
  static final String REFUSED = "refused";
  private static final String ENTRY = Entries.LOOKUPS;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
      new TypeReference<>() {};

  private final CamelContext camel;
  private final ProducerTemplate template;
  private final OutsideCalls calls;

  CamelLookup(CamelContext camel, OutsideCalls calls) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
    this.calls = calls;
  }

  @Override
  public Map<String, @Nullable Object> ask(String source, Map<String, @Nullable Object> question) {
    Entries.check(camel);
    List<String> names = sources();
    if (!names.contains(source))
      throw new StepRejected(
          "unknown-source",
          "no source '%s' can be asked; there are %s; a route from direct:lookup-<name> in connectors/ makes one"
              .formatted(source, names),
          Map.of("sources", names));
    Answer answer = calls.repeatably(source, () -> answer(source, question));
    if (answer.refused() != null)
      throw new StepRejected(
          "lookup-refused",
          "source %s refused: %s".formatted(source, answer.refused()),
          Map.of("source", source));
    return answer.fields();
  }

  @Override
  public List<String> sources() {
    return Entries.below(camel, ENTRY);
  }

  /** A refusal is an answer: it comes back as a value and opens no circuit. */
  private record Answer(Map<String, @Nullable Object> fields, @Nullable String refused) {}

  private Answer answer(String source, Map<String, @Nullable Object> question) throws Exception {
    Exchange exchange =
        template.send(
            ENTRY + source,
            ExchangePattern.InOut,
            sent -> {
              sent.setVariable(QUESTION, question);
              sent.getMessage().setBody(JSON.writeValueAsString(question));
            });
    if (exchange.getException() != null) throw exchange.getException();
    Message message = exchange.getMessage();
    String refused = message.getHeader(REFUSED, String.class);
    return refused == null ? new Answer(fields(message), null) : new Answer(Map.of(), refused);
  }

  private static Map<String, @Nullable Object> fields(Message message) throws Exception {
    return switch (message.getBody()) {
      case List<?> rows when rows.size() == 1 && rows.getFirst() instanceof Map<?, ?> row ->
          lower(row);
      case List<?> rows -> throw new AnswerUnreadable(rows.size() + " rows for one question");
      case Map<?, ?> row -> lower(row);
      case null -> throw new AnswerUnreadable("the answer is empty");
      default -> json(message.getMandatoryBody(String.class));
    };
  }

  /** Databases differ in the case of their columns' names. */
  private static Map<String, @Nullable Object> lower(Map<?, ?> row) {
    Map<String, @Nullable Object> fields = new HashMap<>();
    row.forEach((name, value) -> fields.put(String.valueOf(name).toLowerCase(Locale.ROOT), value));
    return fields;
  }

  private static Map<String, @Nullable Object> json(String text) throws AnswerUnreadable {
    try {
      @Nullable Map<String, @Nullable Object> fields = JSON.readValue(text, FIELDS);
      if (fields != null) return new LinkedHashMap<>(fields);
    } catch (JsonProcessingException e) {
      // Told below, without the text, which may tell of a person.
    }
    throw new AnswerUnreadable("the answer is no JSON object");
  }

  /** There is an answer, but not one to the question. */
  static final class AnswerUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private AnswerUnreadable(String message) {
      super(message);
    }
  }

  @Override
  public void close() {
    template.stop();
  }
}
