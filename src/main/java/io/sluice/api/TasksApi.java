package io.sluice.api;

import io.sluice.engine.Tasks;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a run waits for people to answer, for those who do not use the Tasklist. */
@RestController
@Tag(name = "Tasks")
@RequestMapping("/api/runs/{run}/tasks")
class TasksApi {
  private final Tasks tasks;
  private final RunReports runs;

  TasksApi(Tasks tasks, RunReports runs) {
    this.tasks = tasks;
    this.runs = runs;
  }

  record TaskList(List<Tasks.Task> tasks) {}

  @Operation(summary = "What a run waits for people to answer")
  @GetMapping
  TaskList open(@PathVariable String run) {
    if (runs.find(run).isEmpty()) throw new StepRejected("unknown-run", "there is no such run");
    return new TaskList(tasks.of(run));
  }

  /** The body has the fields of the task's form. */
  @Operation(summary = "Answer a task")
  @PostMapping("/{element}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void answer(
      @PathVariable String run,
      @PathVariable String element,
      @RequestBody Map<String, Object> answers,
      Principal user) {
    tasks.answer(run, element, user.getName(), answers);
  }

  record Delegation(@Nullable String to) {}

  @Operation(summary = "Hand a task to another person")
  @PostMapping("/{element}/delegation")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delegate(
      @PathVariable String run,
      @PathVariable String element,
      @RequestBody Delegation body,
      Principal user) {
    if (body.to() == null || body.to().isBlank())
      throw new BadParameter("to", "the name of a person");
    tasks.delegate(run, element, user.getName(), body.to());
  }
}
