package io.sluice.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.access.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** Starts runs on the engine, once for each request. */
final class EngineStarts implements Starts {
  /** Variable with the name of whoever asked for the run; four eyes look at it. */
  static final String REQUESTER = "requester";

  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();
  private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
      new TypeReference<>() {};

  private final RuntimeService runtime;
  private final Signatures signatures;
  private final RunRequests requests;
  private final Codec codec;
  private final Sealer sealer;

  EngineStarts(
      RuntimeService runtime,
      Signatures signatures,
      RunRequests requests,
      Codec codec,
      Sealer sealer) {
    this.runtime = runtime;
    this.signatures = signatures;
    this.requests = requests;
    this.codec = codec;
    this.sealer = sealer;
  }

  @Override
  public Signature signature(String flow) {
    return signatures.start(signatures.latest(flow));
  }

  @Override
  public Answer start(Order order) {
    return requests.once(order, () -> begin(order), this::sealed, this::opened);
  }

  private Answer begin(Order order) {
    ProcessDefinition flow = signatures.latest(order.flow());
    Map<String, @Nullable Object> variables = new HashMap<>();
    order.inputs().forEach((name, value) -> variables.put(name, codec.write(value)));
    variables.put(REQUESTER, order.user());
    ProcessInstanceWithVariables run = begun(flow.getId(), order.businessKey(), variables);
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    VariableMap left = run.getVariables();
    if (run.isEnded())
      for (String name : signatures.start(flow).result())
        result.put(name, codec.plain(left.get(name)));
    return new Answer(run.getProcessInstanceId(), run.isEnded(), result);
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // a variable may be null
  private ProcessInstanceWithVariables begun(
      String flow, String key, Map<String, @Nullable Object> variables) {
    Rejection.forget();
    try {
      return runtime
          .createProcessInstanceById(flow)
          .businessKey(key)
          .setVariables((Map<String, Object>) (Map<String, ?>) variables)
          .executeWithVariablesInReturn();
    } catch (ProcessEngineException e) {
      throw Rejection.behind(e);
    }
  }

  /** Answers are kept for long and may tell of a person. */
  private String sealed(Answer answer) {
    try {
      return sealer.seal(JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written", e);
    }
  }

  private Answer opened(String sealed) {
    try {
      Map<String, @Nullable Object> fields =
          JSON.readValue(new String(sealer.open(sealed), StandardCharsets.UTF_8), FIELDS);
      return JSON.convertValue(fields, Answer.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be read", e);
    }
  }
}
