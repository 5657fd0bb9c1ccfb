package io.sluice.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final List<StepShape> STEPS =
      List.of(
          new StepShape(
              "weigh",
              false,
              false,
              List.of(
                  new StepShape.Input("thing", true, List.of()),
                  new StepShape.Input("unit", false, List.of("kilo", "pound"))),
              List.of("weight"),
              Duration.ofMinutes(10)),
          new StepShape(
              "ship",
              true,
              true,
              List.of(new StepShape.Input("thing", true, List.of())),
              List.of(),
              Duration.ofMinutes(10)),
          new StepShape(
              "score",
              false,
              false,
              List.of(new StepShape.Input("model", true, List.of())),
              List.of(),
              Duration.ofMinutes(10)),
          new StepShape(
              "validate",
              false,
              false,
              List.of(new StepShape.Input("contract", false, List.of())),
              List.of(),
              Duration.ofMinutes(10)));

  private final Gate gate =
      new Gate(
          STEPS,
          new Parts() {
            @Override
            public Map<String, Set<String>> flows() {
              return Map.of("other", Set.of("p"), "harmless", Set.of());
            }

            @Override
            public Set<String> forms() {
              return Set.of("known-form");
            }

            @Override
            public Optional<String> contractOf(String model) {
              return model.equals("risk") ? Optional.of("loans") : Optional.empty();
            }

            @Override
            public Set<String> groups() {
              return Set.of("owner");
            }
          });

  private static final String WEIGH =
      "<serviceTask id='x'"
          + " camunda:delegateExpression='${weigh}'><extensionElements><camunda:inputOutput><camunda:inputParameter"
          + " name='thing'>%s</camunda:inputParameter>%s"
          + "</camunda:inputOutput></extensionElements></serviceTask>";

  @Test
  void findsNothingInAGoodFlow() {
    String task = WEIGH.formatted("${amount * 1.5 + (1)}".replace("(1)", "1"), "");
    assertThat(errors(flow(task))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${a.b}",
        "${a.b()}",
        "${a['b']}",
        "${''.getClass()}",
        "${\"}\".getClass().forName('x')}",
        "#{execution}",
        "${execution.processEngineServices}",
        "${task}",
        "${a ; b}",
        "${a",
        "${a = b.c}",
        "${1.e}",
        "text and ${a(1)} more"
      })
  void refusesExpressionsThatReachFurtherThanVariables(String expression) {
    List<Finding> found = errors(flow(WEIGH.formatted(escaped(expression), "")));
    assertThat(found).extracting(Finding::rule).containsOnly("expression");
    assertThat(found.getFirst().element()).isEqualTo("x");
    assertThat(found.getFirst().line()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${a}",
        "plain",
        "${a == 'x.y()'}",
        "${a > 1.5 && !b}",
        "${empty a ? 'n' : a}",
        ""
      })
  void letsComparingAndComputingThrough(String expression) {
    assertThat(errors(flow(WEIGH.formatted(escaped(expression), "")))).isEmpty();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "code | <scriptTask id='x' scriptFormat='groovy'><script>1</script></scriptTask>",
        "code | <serviceTask id='x' camunda:class='java.lang.Thread'/>",
        "code | <serviceTask id='x' camunda:type='shell'/>",
        "code | <serviceTask id='x' camunda:expression='${a}'/>",
        "unknown-step | <serviceTask id='x' camunda:delegateExpression='${nope}'/>",
        "unknown-step | <serviceTask id='x'/>",
        "unknown-step | <sendTask id='x' camunda:delegateExpression='${weigh}'/>",
        "missing-input | <serviceTask id='x' camunda:delegateExpression='${weigh}'/>",
        "no-compensation | <serviceTask id='x'"
            + " camunda:delegateExpression='${ship}'><extensionElements><camunda:inputOutput><camunda:inputParameter"
            + " name='thing'>a</camunda:inputParameter></camunda:inputOutput></extensionElements></serviceTask>",
        "listener | <userTask id='x'"
            + " camunda:candidateGroups='owner'><extensionElements><camunda:taskListener"
            + " event='create' delegateExpression='${weigh}'/></extensionElements></userTask>",
        "unknown-group | <userTask id='x' camunda:candidateGroups='nobodies'/>",
        "nobody | <userTask id='x'/>",
        "unknown-form | <userTask id='x' camunda:candidateGroups='owner' camunda:formRef='lost'/>",
        "form-key | <userTask id='x' camunda:candidateGroups='owner'"
            + " camunda:formKey='embedded:app:x.html'/>",
        "unknown-flow | <callActivity id='x' calledElement='lost'/>",
        "unknown-flow | <callActivity id='x' calledElement='${any}'/>",
        "call-cycle | <callActivity id='x' calledElement='p'/>",
        "call-cycle | <callActivity id='x' calledElement='other'/>",
        "code | <sequenceFlow id='x' sourceRef='s' targetRef='s'><conditionExpression"
            + " language='groovy'>true</conditionExpression></sequenceFlow>",
        "endless-loop | <task id='x'/><sequenceFlow id='f' sourceRef='x' targetRef='x'/>"
      })
  void refusesWhatRunsCodeOrCannotWork(String rule, String task) {
    assertThat(errors(flow(task))).extracting(Finding::rule).contains(rule);
  }

  @Test
  void knowsWrongInputsChoicesAndContracts() {
    String odd = "<camunda:inputParameter name='thign'>a</camunda:inputParameter>";
    assertThat(errors(flow(WEIGH.formatted("a", odd))))
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("thign", "nearest: [thing"));
    String choice = "<camunda:inputParameter name='unit'>stone</camunda:inputParameter>";
    assertThat(errors(flow(WEIGH.formatted("a", choice))))
        .extracting(Finding::rule)
        .containsExactly("wrong-choice");
    assertThat(errors(flow(step("validate", "contract", "cars") + step("score", "model", "risk"))))
        .extracting(Finding::rule)
        .containsExactly("model-schema");
    assertThat(errors(flow(step("validate", "contract", "loans") + step("score", "model", "risk"))))
        .isEmpty();
  }

  private static String step(String step, String input, String value) {
    return """
    <serviceTask id='%1$s' camunda:delegateExpression='${%1$s}'><extensionElements>\
    <camunda:inputOutput><camunda:inputParameter name='%2$s'>%3$s</camunda:inputParameter>\
    </camunda:inputOutput></extensionElements></serviceTask>\
    """
        .formatted(step, input, value);
  }

  @Test
  void anEffectIsCompensatedOrWaived() {
    String ship =
        "<serviceTask id='x' camunda:delegateExpression='${ship}'><extensionElements>%s"
            + "<camunda:inputOutput><camunda:inputParameter name='thing'>a</camunda:inputParameter>"
            + "</camunda:inputOutput></extensionElements></serviceTask>";
    String waiver =
        "<camunda:properties><camunda:property name='compensation-waiver' value='it is a"
            + " letter'/></camunda:properties>";
    assertThat(errors(flow(ship.formatted(waiver)))).isEmpty();
    String handler =
        "<boundaryEvent id='b' attachedToRef='x'><compensateEventDefinition/></boundaryEvent>";
    assertThat(errors(flow(ship.formatted("") + handler))).isEmpty();
    String sync = ship.formatted(waiver).replace("id='x'", "id='x' camunda:asyncBefore='false'");
    assertThat(errors(flow(sync))).extracting(Finding::rule).containsExactly("no-retry-owner");
  }

  /** An event for what is unavailable takes no refusal. */
  @Test
  void knowsWhatAnEventCatches() {
    String weigh = WEIGH.formatted("a", "");
    assertThat(warnings(weigh)).containsExactly("uncaught-error");
    assertThat(warnings(weigh + event("x", ""))).isEmpty();
    assertThat(warnings(weigh + event("x", "errorRef='odd'"))).isEmpty();
    assertThat(warnings(weigh + event("x", "errorRef='away'"))).containsExactly("uncaught-error");
    assertThat(warnings(weigh + event("x", "errorRef='away'") + event("x", ""))).isEmpty();
  }

  private static String event(String at, String reference) {
    return "<boundaryEvent id='e%d' attachedToRef='%s'><errorEventDefinition %s/></boundaryEvent>"
        .formatted(reference.length(), at, reference);
  }

  private List<String> warnings(String inside) {
    String errors =
        "<error id='away' errorCode='unavailable'/><error id='odd' errorCode='odd'/><process ";
    return judged("p.bpmn", flow(inside).replace("<process ", errors)).stream()
        .filter(f -> f.severity() == Finding.Severity.WARNING)
        .map(Finding::rule)
        .toList();
  }

  @Test
  void warnsOfAnEffectThatMayHaveHappenedThoughItsStepGaveWay() {
    String ship =
        "<serviceTask id='x' camunda:delegateExpression='${ship}'><extensionElements>"
            + "<camunda:inputOutput><camunda:inputParameter name='thing'>a</camunda:inputParameter>"
            + "</camunda:inputOutput></extensionElements></serviceTask>"
            + "<boundaryEvent id='b' attachedToRef='x'><compensateEventDefinition/></boundaryEvent>"
            + event("x", "");
    assertThat(warnings(ship)).isEmpty();
    assertThat(warnings(ship + event("x", "errorRef='away'"))).containsExactly("unknown-outcome");
  }

  @ParameterizedTest
  @CsvSource({
    "PT2S, ''",
    "PT10M, ''",
    "${d}, ''",
    "'', ''",
    "PT11M, wrong-deadline",
    "soon, wrong-deadline",
    "-PT1S, wrong-deadline"
  })
  void everyStepTakesADeadlineThatIsNoLongerThanItsOwn(String deadline, String rule) {
    String given =
        "<camunda:inputParameter name='deadline'>%s</camunda:inputParameter>".formatted(deadline);
    assertThat(errors(flow(WEIGH.formatted("a", given))))
        .extracting(Finding::rule)
        .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
  }

  @Test
  void aTableThatAddsUpGivesOneAnswer() {
    String table =
        "<definitions xmlns:camunda='http://camunda.org/schema/1.0/dmn'><decision id='d'"
            + " camunda:historyTimeToLive='P1D'><decisionTable hitPolicy='COLLECT'"
            + " %s/></decision></definitions>";
    assertThat(judged("x.dmn", table.formatted("aggregation='SUM'"))).isEmpty();
    assertThat(judged("x.dmn", table.formatted("")))
        .extracting(Finding::rule)
        .containsExactly("hit-policy");
  }

  @Test
  void readsNothingFromOutsideAndSurvivesBombs() {
    String entity = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>";
    assertThat(judged("x.bpmn", entity)).extracting(Finding::rule).containsExactly("unreadable");
    String deep = "<a>".repeat(5_000) + "</a>".repeat(5_000);
    assertThat(judged("x.bpmn", deep)).extracting(Finding::rule).containsExactly("unreadable");
    assertThat(judged("x.bpmn", "x".repeat(10_000_000)))
        .extracting(Finding::rule)
        .containsExactly("too-large");
    assertThat(judged("x.groovy", "<a/>")).extracting(Finding::rule).contains("unknown-kind");
    assertThat(judged("x.bpmn", "")).extracting(Finding::rule).containsExactly("unreadable");
  }

  @Test
  void tablesAreFeelAndFormsBringNoPages() {
    String table =
        "<definitions xmlns:camunda='http://camunda.org/schema/1.0/dmn'><decision id='d'"
            + " camunda:historyTimeToLive='P1D'><decisionTable><input><inputExpression"
            + " expressionLanguage='%s'><text>%s</text></inputExpression></input></decisionTable></decision></definitions>";
    assertThat(errors("x.dmn", table.formatted("feel", "score"))).isEmpty();
    assertThat(errors("x.dmn", table.formatted("groovy", "score")))
        .extracting(Finding::rule)
        .containsExactly("script");
    assertThat(errors("x.dmn", table.formatted("feel", "function(x) external {java: {}}")))
        .extracting(Finding::rule)
        .containsExactly("script");
    String form = "{\"id\": \"f\", \"schemaVersion\": %d, \"components\": [{\"type\": \"%s\"}]}";
    assertThat(errors("x.form", form.formatted(16, "textfield"))).isEmpty();
    assertThat(errors("x.form", form.formatted(17, "textfield")))
        .extracting(Finding::rule)
        .containsExactly("form-version");
    for (String type : List.of("html", "iframe", "script"))
      assertThat(errors("x.form", form.formatted(16, type)))
          .extracting(Finding::rule)
          .containsExactly("form-component");
    assertThat(errors("x.form", "{")).extracting(Finding::rule).containsExactly("form-broken");
  }

  @Test
  void wantsATimeToKeepEndedRuns() {
    String flow = flow("<task id='x'/>").replace("camunda:historyTimeToLive='P1D'", "");
    assertThat(errors(flow)).extracting(Finding::rule).containsExactly("no-ttl");
  }

  private List<Finding> errors(String flow) {
    return errors("p.bpmn", flow);
  }

  private List<Finding> errors(String name, String content) {
    return judged(name, content).stream()
        .filter(f -> f.severity() == Finding.Severity.ERROR)
        .toList();
  }

  private List<Finding> judged(String name, String content) {
    return gate.judge(Arrays.asList(new FlowFile(name, content.getBytes(StandardCharsets.UTF_8))));
  }

  private static String flow(String inside) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
      <process id="p" isExecutable="true" camunda:historyTimeToLive='P1D'><startEvent id="s"/>
      %s
      </process>
    </definitions>\
    """
        .formatted(inside);
  }
}
