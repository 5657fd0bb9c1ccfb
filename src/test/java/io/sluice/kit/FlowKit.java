package io.sluice.kit;

import io.sluice.collect.Arrivals;
import io.sluice.collect.SourceFiles;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.engine.CauseSweep;
import io.sluice.engine.Pulse;
import io.sluice.engine.Runs;
import io.sluice.engine.Signals;
import io.sluice.engine.Starts;
import io.sluice.engine.Tasks;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;

/** Starts flows for a test. */
public final class FlowKit {
  private final Starts starts;
  final Signals signals;
  final Runs runs;
  final Tasks tasks;
  final ProcessEngine engine;
  final Trace trace;
  private final Arrivals arrivals;
  private final CauseSweep causes;
  private final Pulse pulse;

  FlowKit(
      Starts starts,
      Signals signals,
      Runs runs,
      Tasks tasks,
      ProcessEngine engine,
      Trace trace,
      Arrivals arrivals,
      CauseSweep causes,
      Pulse pulse) {
    this.pulse = pulse;
    this.causes = causes;
    this.arrivals = arrivals;
    this.starts = starts;
    this.signals = signals;
    this.runs = runs;
    this.tasks = tasks;
    this.engine = engine;
    this.trace = trace;
  }

  /** One record as an input. */
  public RawRecords record(Map<String, Object> fields, String contract) {
    return new RawRecords(new Records.Inline(List.of(fields)), contract);
  }

  /**
   * Starts a run as the user {@code requester}; it goes on until it meets something to wait for.
   */
  public FlowRun start(String flow, String businessKey, Map<String, @Nullable Object> inputs) {
    Starts.Answer answer = answer(flow, businessKey, inputs);
    return new FlowRun(this, answer.run());
  }

  /** As {@link #start}, for what the caller is told. */
  public Starts.Answer answer(
      String flow, String businessKey, Map<String, @Nullable Object> inputs) {
    String key = UUID.randomUUID().toString();
    return starts.start(
        new Starts.Order(flow, "requester", key, "0".repeat(64), businessKey, inputs));
  }

  /**
   * Starts a run on a file, as a source that sends one does.
   *
   * @param csv with a header
   */
  public FlowRun file(String flow, String contract, String model, String csv) {
    byte[] content = csv.getBytes(StandardCharsets.UTF_8);
    SourceFiles.Source source = new SourceFiles.Source("kit", contract, model, flow);
    SourceFiles.Receipt receipt =
        arrivals.receive(source, "file.csv", "requester", new ByteArrayInputStream(content));
    return new FlowRun(this, receipt.run());
  }

  /** Looks for causes and goes on with remedies, as a running system does every second. */
  public void sweep() {
    pulse.beat();
    causes.sweep();
    pulse.beat();
  }

  /** Runs of a flow that go on. */
  public List<FlowRun> running(String flow) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(flow)
        .list()
        .stream()
        .map(run -> new FlowRun(this, run.getId()))
        .toList();
  }

  /** Makes a person known who belongs to a group. */
  public void person(String user, String group) {
    IdentityService identity = engine.getIdentityService();
    if (identity.createUserQuery().userId(user).count() == 0)
      identity.saveUser(identity.newUser(user));
    if (identity.createGroupQuery().groupId(group).count() == 0)
      identity.saveGroup(identity.newGroup(group));
    if (identity.createGroupQuery().groupMember(user).groupId(group).count() == 0)
      identity.createMembership(user, group);
  }

  /** Ends what tests left running. */
  void clear() {
    var runtime = engine.getRuntimeService();
    runtime
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(run -> runtime.deleteProcessInstance(run.getId(), "test over", true));
  }
}
