package io.sluice.engine;

import io.sluice.heal.Cause;
import io.sluice.heal.Remedy;
import io.sluice.heal.RuleTable.Rule;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * Adds a row about one cause to a decision table, before all others. The same table and rule give
 * the same text, so that what was approved can be told by its hash.
 */
final class RuleRow {
  private static final String CAUSE = "cause";
  private static final String ACTION = "action";

  /** Times for one run: should it not help, people are asked. */
  private static final int LIMIT = 1;

  /** A retry at once is what the engine did before. */
  private static final int MINUTES_BEFORE_RETRY = 5;

  private final DmnModelInstance model;
  private final DecisionTable table;

  private RuleRow(DmnModelInstance model, DecisionTable table) {
    this.model = model;
    this.table = table;
  }

  static RuleRow read(byte[] dmn) {
    DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(dmn));
    Decision decision = model.getModelElementById(Remedies.TABLE);
    return new RuleRow(model, (DecisionTable) decision.getExpression());
  }

  /** Whether a row before all others decides. */
  boolean fits() {
    return table.getHitPolicy() == HitPolicy.FIRST
        && table.getOutputs().stream().anyMatch(output -> ACTION.equals(output.getName()));
  }

  boolean knows(Cause cause) {
    return model.getModelElementById(id(cause)) != null;
  }

  /** The row as people read it. */
  static String text(Rule rule) {
    return "cause \"%s\": %s, %d time for one run, %d minutes after the last failure"
        .formatted(rule.cause().id(), rule.remedy().word(), LIMIT, minutes(rule.remedy()));
  }

  String with(Rule rule) {
    List<Input> inputs = inputs();
    String id = id(rule.cause());
    var row = identified(org.camunda.bpm.model.dmn.instance.Rule.class, id);
    Description description = model.newInstance(Description.class);
    description.setTextContent("What people chose again and again: " + rule.cause().title());
    row.setDescription(description);
    List<Output> outputs = new ArrayList<>(table.getOutputs());
    table.insertElementAfter(row, outputs.getLast());
    for (int i = 0; i < inputs.size(); i++)
      row.getInputEntries().add(entry(inputs.get(i), id, i, rule));
    for (int i = 0; i < outputs.size(); i++) {
      OutputEntry entry = identified(OutputEntry.class, id + "-out-" + i);
      entry.setText(text(value(outputs.get(i), rule)));
      row.getOutputEntries().add(entry);
    }
    return Dmn.convertToString(model);
  }

  private InputEntry entry(Input input, String id, int at, Rule rule) {
    InputEntry entry = identified(InputEntry.class, id + "-in-" + at);
    entry.setText(text(isCause(input) ? quoted(rule.cause().id()) : ""));
    return entry;
  }

  /** The table's inputs; one for the cause is added when there is none. */
  private List<Input> inputs() {
    if (table.getInputs().stream().noneMatch(RuleRow::isCause)) addCause();
    return new ArrayList<>(table.getInputs());
  }

  private void addCause() {
    InputExpression expression = identified(InputExpression.class, "input-cause-expression");
    expression.setTypeRef("string");
    expression.setText(text(CAUSE));
    Input input = identified(Input.class, "input-cause");
    input.setLabel("Cause");
    input.setInputExpression(expression);
    table.getInputs().add(input);
    for (var row : table.getRules()) {
      InputEntry any = identified(InputEntry.class, row.getId() + "-cause");
      any.setText(text(""));
      row.getInputEntries().add(any);
    }
  }

  private static boolean isCause(Input input) {
    LiteralExpression expression = input.getInputExpression();
    return expression != null
        && expression.getText() != null
        && CAUSE.equals(expression.getText().getTextContent().strip());
  }

  private static String value(Output output, Rule rule) {
    return switch (String.valueOf(output.getName())) {
      case ACTION -> quoted(rule.remedy().word());
      case "limit" -> String.valueOf(LIMIT);
      case "after" -> String.valueOf(minutes(rule.remedy()));
      default -> "null";
    };
  }

  private static int minutes(Remedy remedy) {
    return remedy == Remedy.RETRY ? MINUTES_BEFORE_RETRY : 0;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private Text text(String content) {
    Text text = model.newInstance(Text.class);
    text.setTextContent(content);
    return text;
  }

  private <T extends DmnElement> T identified(Class<T> type, String id) {
    T element = model.newInstance(type);
    element.setId(id);
    return element;
  }

  private static String id(Cause cause) {
    return "cause-" + cause.id();
  }
}
