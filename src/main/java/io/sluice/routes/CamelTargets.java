package io.sluice.routes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.publish.Notice;
import io.sluice.publish.Target;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/**
 * The targets that connectors offer: a route from {@code direct:target-<name>} takes the notice as
 * its body, with its id in the header {@value #NOTICE} and each of its fields as a variable. A
 * route that will never take it answers with the reason in the header {@value #REFUSED}; whatever
 * it throws means that it could not now.
 */
final class CamelTargets implements Target, AutoCloseable {
  static final String NOTICE = "notice";
  static final String REFUSED = "refused";
  private static final String ENTRY = Entries.TARGETS;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private final CamelContext camel;
  private final ProducerTemplate template;
  private final OutsideCalls calls;

  CamelTargets(CamelContext camel, OutsideCalls calls) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
    this.calls = calls;
  }

  @Override
  public void send(Notice notice) {
    Entries.check(camel);
    List<String> names = names();
    if (!names.contains(notice.target())) throw unknown(notice.target(), names);
    calls
        .repeatably(notice.target(), () -> tell(notice))
        .ifPresent(
            reason -> {
              throw new StepRejected(
                  "target-refused", "target %s refused: %s".formatted(notice.target(), reason));
            });
  }

  @Override
  public List<String> names() {
    return Entries.below(camel, ENTRY);
  }

  /** A refusal is an answer: it comes back as a value and opens no circuit. */
  private Optional<String> tell(Notice notice) throws Exception {
    Exchange exchange =
        template.send(
            ENTRY + notice.target(),
            ExchangePattern.InOut,
            sent -> {
              sent.getMessage().setBody(notice.json());
              sent.getMessage().setHeader(NOTICE, notice.id());
              JSON.readValue(notice.json(), FIELDS).forEach(sent::setVariable);
            });
    if (exchange.getException() != null) throw exchange.getException();
    return Optional.ofNullable(exchange.getMessage().getHeader(REFUSED, String.class));
  }

  private static StepRejected unknown(String target, List<String> names) {
    return new StepRejected(
        "unknown-target",
        "no target '%s'; there are %s; a route from direct:target-<name> in connectors/ makes one"
            .formatted(target, names),
        Map.of("targets", names));
  }

  @Override
  public void close() {
    template.stop();
  }
}
