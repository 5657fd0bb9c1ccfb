package io.sluice.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.step.Default;
import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells a target what happened; told again after a crash, it is the same notice. */
@StepInfo(name = "notify", title = "Notify a target", effect = Effect.EXTERNAL, deadline = "PT2M")
final class Notify implements Step<Notify.Input, Notify.Output> {

  /**
   * @param facts go into the notice as they are; no row values
   */
  record Input(
      StepCall call,
      @Label("Target") String target,
      @Label("Subject") String subject,
      @Label("Facts") @Default("{}") Map<String, @Nullable Object> facts) {}

  /**
   * @param notice its id
   */
  record Output(String notice) {}

  private final Outbox outbox;
  private final Target targets;
  private final JsonMapper json =
      JsonMapper.builder()
          .findAndAddModules()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  Notify(Outbox outbox, Target targets) {
    this.outbox = outbox;
    this.targets = targets;
  }

  @Override
  public Output run(Input input) {
    Notice notice = notice(input);
    if (outbox.keep(notice, input.call()) == Outbox.State.DELIVERED) return new Output(notice.id());
    try {
      targets.send(notice);
    } catch (StepRejected e) {
      outbox.mark(notice, Outbox.State.REFUSED);
      throw e;
    }
    outbox.mark(notice, Outbox.State.DELIVERED);
    return new Output(notice.id());
  }

  /** A flow that comes by again with other facts makes another notice. */
  private Notice notice(Input input) {
    Map<String, @Nullable Object> content = new TreeMap<>();
    content.put("run", input.call().run());
    content.put("element", input.call().element());
    content.put("businessKey", input.call().businessKey());
    content.put("target", input.target());
    content.put("subject", input.subject());
    content.put("facts", input.facts());
    String id = hash(text(content));
    content.put("notice", id);
    return new Notice(id, input.target(), text(content));
  }

  private String text(Map<String, @Nullable Object> content) {
    try {
      return json.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new StepRejected("facts-not-plain", "the facts cannot be written as JSON");
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
