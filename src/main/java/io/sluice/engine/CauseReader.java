package io.sluice.engine;

import io.sluice.heal.Cause;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cause of a failure, from the failure itself or from the trace that the engine keeps.
 */
final class CauseReader {
  /** Their messages are ours and hold no values of rows. */
  private static final Set<String> TOLD =
      Set.of(
          "io.sluice.step.StepUnavailable",
          "io.sluice.step.StepRejected",
          "io.sluice.step.StepBroken",
          "io.sluice.data.StorageFull",
          "io.sluice.data.ConfigException",
          "io.sluice.engine.WrongInput",
          "io.sluice.engine.Restless");

  private static final Set<String> PEERS = Set.of("source", "target", "model");

  /** What a flow that serves any model or source names it by. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  private static final Pattern FAILURE =
      Pattern.compile("(?m)^(?:Caused by: )?((?:[a-z][\\w]*\\.)+[A-Z][\\w$]*)(?:: (.*))?$");

  private final Supplier<RepositoryService> repository;
  private final Map<String, String> peers = new ConcurrentHashMap<>();

  /**
   * @param repository asked for late, because failures are read by what the engine is built with
   */
  CauseReader(Supplier<RepositoryService> repository) {
    this.repository = repository;
  }

  private record Failure(String error, String message) {}

  /**
   * Where something failed.
   *
   * @param flow key of the flow
   * @param definition id of the flow's version
   * @param variables texts of the run, null for what it does not have
   */
  record Place(
      String flow,
      String definition,
      String element,
      Function<String, @Nullable String> variables) {}

  Cause read(Place place, Throwable failure) {
    return cause(place, told(failure));
  }

  /**
   * @param trace as the engine keeps it; null when it keeps none
   */
  Cause read(Place place, @Nullable String trace) {
    return cause(place, told(trace));
  }

  private Cause cause(Place place, Failure failure) {
    String peer = peer(place.definition(), place.element());
    Matcher variable = VARIABLE.matcher(peer);
    if (variable.matches())
      peer = Objects.requireNonNullElse(place.variables().apply(variable.group(1)), "");
    return Cause.of(place.flow(), place.element(), peer, failure.error(), failure.message());
  }

  /** The outermost failure of ours says more than what the engine wrapped around it. */
  private static Failure told(Throwable failure) {
    Failure last = new Failure("unknown", "");
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      String type = e.getClass().getName();
      if (TOLD.contains(type)) return new Failure(simple(type), firstLine(e.getMessage()));
      last = new Failure(simple(type), "");
    }
    return last;
  }

  private static Failure told(@Nullable String trace) {
    Failure last = new Failure("unknown", "");
    if (trace == null) return last;
    for (Matcher at = FAILURE.matcher(trace); at.find(); ) {
      String type = at.group(1);
      if (TOLD.contains(type)) return new Failure(simple(type), firstLine(at.group(2)));
      last = new Failure(simple(type), "");
    }
    return last;
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private String peer(String definition, String element) {
    return peers.computeIfAbsent(
        definition + "\n" + element, key -> named(repository.get(), definition, element, PEERS));
  }

  /** The contract that an element names; empty when it names none. */
  String contract(String definition, String element) {
    String contract = contracts(definition, element);
    return contract.contains("{") ? "" : contract;
  }

  private String contracts(String definition, String element) {
    return peers.computeIfAbsent(
        definition + "\n" + element + "\ncontract",
        key -> named(repository.get(), definition, element, Set.of("contract")));
  }

  private static String named(
      RepositoryService repository, String definition, String element, Set<String> parameters) {
    BpmnModelInstance model = repository.getBpmnModelInstance(definition);
    if (!(model.getModelElementById(element) instanceof ServiceTask task)
        || task.getExtensionElements() == null) return "";
    return task.getExtensionElements().getChildElementsByType(CamundaInputOutput.class).stream()
        .flatMap(io -> io.getCamundaInputParameters().stream())
        .filter(input -> parameters.contains(input.getCamundaName()))
        .map(input -> input.getTextContent().strip())
        .filter(name -> !name.contains("{") || VARIABLE.matcher(name).matches())
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }
}
