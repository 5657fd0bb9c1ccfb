package io.sluice.engine;

import io.sluice.engine.gate.Finding;
import io.sluice.engine.gate.FlowFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deployed flows, their versions, and how they change. */
public interface FlowVersions {

  /**
   * One version of a flow.
   *
   * @param by who deployed it; {@code processes/} for what lies in the folder
   * @param running runs that are under way on it
   */
  record Version(
      String flow,
      int version,
      String name,
      @Nullable Instant deployed,
      String by,
      long running,
      String sha256) {}

  /**
   * What came of a deployment.
   *
   * @param changed files that were new or different; nothing is deployed when there is none
   */
  record Deployed(List<Version> flows, List<String> changed, List<Finding> warnings) {}

  /**
   * What differs between two versions, by the ids of elements; where they are drawn does not count.
   */
  record Difference(List<String> added, List<String> removed, List<String> changed) {}

  /**
   * What came, or would come, of moving runs to another version.
   *
   * @param problems why the versions cannot be matched; then nothing was moved
   * @param refused runs that stay where they are, each with the reason
   */
  record Migration(
      int runs, int moved, boolean tried, List<String> problems, List<Refused> refused) {}

  record Refused(String run, String why) {}

  /** The newest version of each flow. */
  List<Version> latest();

  /**
   * All versions of a flow, the newest first.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-flow}
   */
  List<Version> of(String flow);

  /**
   * The BPMN of a version.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-flow}, {@code unknown-version}
   */
  byte[] content(String flow, int version);

  List<Finding> judge(List<FlowFile> files);

  /**
   * Deploys a bundle: all of it or nothing, and of unchanged files no new version.
   *
   * @throws io.sluice.step.StepRejected {@code flow-refused} with the findings
   */
  Deployed deploy(List<FlowFile> files, String user);

  /**
   * @throws io.sluice.step.StepRejected as {@link #content}
   */
  Difference difference(String flow, int from, int to);

  /**
   * Makes the content of an earlier version the newest one; runs stay on theirs.
   *
   * @throws io.sluice.step.StepRejected as {@link #content}, and {@code flow-refused}
   */
  Deployed rollback(String flow, int version, String user);

  /**
   * Moves the runs of one version to another, element by element of the same id.
   *
   * @param trial only tells what would come of it
   * @throws io.sluice.step.StepRejected as {@link #content}
   */
  Migration migrate(String flow, int from, int to, boolean trial, String user);
}
