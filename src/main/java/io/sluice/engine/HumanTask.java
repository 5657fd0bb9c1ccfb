package io.sluice.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.RawRecords;
import io.sluice.step.Answers;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Puts a case before a person and takes the answer: shows the record masked and the reason codes in
 * words, wants a decision with a reason, and keeps it as a fact beside what the flow recommended.
 */
final class HumanTask implements TaskListener {
  /** Extension property of a user task: variable with what the flow recommends. */
  static final String RECOMMENDATION = "approval:recommendation";

  /** Extension property of a user task: variable with the record that it is about. */
  static final String RECORD = "approval:record";

  /** Fields of the form. */
  static final String ANSWER = "answer";

  static final String REASON = "answerReason";

  /** Variables for the form, and for who comes after. */
  static final String RECORD_TEXT = "recordText";

  static final String REASONS_TEXT = "reasonsText";
  static final String SCORE_TEXT = "scoreText";
  static final String ANSWERED_BY = "answeredBy";
  private static final String REASONS = "reasons";
  private static final String SCORE = "score";
  private static final int LONGEST = 2_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String recommendation;
  private final String record;
  private final Codec codec;
  private final MaskedRecord masked;
  private final Supplier<Answers> answers;

  HumanTask(
      String recommendation,
      String record,
      Codec codec,
      MaskedRecord masked,
      Supplier<Answers> answers) {
    this.recommendation = recommendation;
    this.record = record;
    this.codec = codec;
    this.masked = masked;
    this.answers = answers;
  }

  @Override
  public void notify(DelegateTask task) {
    if (task.getEventName().equals(EVENTNAME_CREATE)) show(task);
    else take(task);
  }

  private void show(DelegateTask task) {
    Object shown = task.getVariable(record);
    if (shown != null)
      task.setVariableLocal(RECORD_TEXT, masked.text((RawRecords) read(shown, RawRecords.class)));
    task.setVariableLocal(REASONS_TEXT, reasons(task.getVariable(REASONS)));
    if (task.getVariable(SCORE) instanceof Number score)
      task.setVariableLocal(SCORE_TEXT, String.format(Locale.ROOT, "%.4f", score.doubleValue()));
    else task.setVariableLocal(SCORE_TEXT, "none");
  }

  private Object read(Object value, Type type) {
    Object read = codec.read(value, type);
    if (read == null) throw new IllegalStateException("a variable is null");
    return read;
  }

  private static String reasons(@Nullable Object reasons) {
    if (!(reasons instanceof SpinJsonNode node)) return "The model gives no reasons.";
    try {
      StringBuilder text = new StringBuilder();
      for (JsonNode reason : JSON.readTree(node.toString()))
        text.append("- ").append(reason.path("text").asText()).append('\n');
      return text.isEmpty() ? "The model gives no reasons." : text.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the reasons are no JSON", e);
    }
  }

  private void take(DelegateTask task) {
    DelegateExecution execution = task.getExecution();
    String answer = text(task, ANSWER, "a decision is needed");
    String reason = text(task, REASON, "a reason is needed: whoever asks later has nothing else");
    String user = user(task);
    Object recommended = task.getVariable(recommendation);
    answers
        .get()
        .keep(
            new Answers.Answer(
                task.getId(),
                StepDelegate.root(execution),
                task.getTaskDefinitionKey(),
                user,
                recommended == null ? null : recommended.toString(),
                answer,
                reason,
                Instant.ofEpochMilli(task.getCreateTime().getTime())));
    execution.setVariable(ANSWERED_BY, user);
  }

  private static String text(DelegateTask task, String field, String why) {
    if (task.getVariable(field) instanceof String text && !text.isBlank()) {
      if (text.length() <= LONGEST) return text.strip();
      throw new AnswerRefused(AnswerRefused.INCOMPLETE, "an answer has at most 2,000 characters");
    }
    throw new AnswerRefused(AnswerRefused.INCOMPLETE, why);
  }

  private static String user(DelegateTask task) {
    Authentication authentication =
        task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    String user = authentication == null ? null : authentication.getUserId();
    if (user == null)
      throw new AnswerRefused(
          AnswerRefused.FORBIDDEN, "an answer needs a person who has logged in");
    return user;
  }
}
