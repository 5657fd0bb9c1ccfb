package io.sluice.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What runs wait for people to answer. */
public interface Tasks {

  /**
   * An open task.
   *
   * @param id the engine's, as the Tasklist addresses it
   * @param element id of its BPMN element
   * @param fields that an answer may have
   */
  record Task(
      String id, String run, String element, String name, Instant created, List<String> fields) {}

  /** The open tasks of a run, the oldest first. */
  List<Task> of(String run);

  /**
   * Answers a task as a person; what the Tasklist would check is checked.
   *
   * @param answers by field
   * @throws io.sluice.step.StepRejected {@code unknown-task} when the run waits for no such answer;
   *     {@code unknown-field} or {@code field-wrong} when it is not what the task's form asks for;
   *     {@code four-eyes} or {@code answer-forbidden} when this person may not answer it; {@code
   *     answer-conflict} when somebody else just did
   */
  void answer(String run, String element, String user, Map<String, Object> answers);

  /**
   * Hands a task to another person, who then answers it; who handed it on stays its owner.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-task}; {@code unknown-user} when the other
   *     one is not known or belongs to no group that is asked; {@code answer-forbidden} when this
   *     person may not hand it on
   */
  void delegate(String run, String element, String user, String to);
}
