package io.sluice.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;

/** The form of a task as far as answers go. */
final class TaskForm {
  private static final JsonMapper JSON = new JsonMapper();

  private TaskForm() {}

  /** Keys of the fields that a person may fill in; none when it has no form or has ended. */
  static List<String> fields(FormService forms, String task) {
    List<String> keys = new ArrayList<>();
    try (InputStream form = forms.getDeployedTaskForm(task)) {
      for (JsonNode field : JSON.readTree(form).findParents("key"))
        if (!field.path("readonly").asBoolean()) keys.add(field.path("key").asText());
    } catch (NotFoundException | NullValueException | NullPointerException e) {
      // The last is the engine's own, of a task that has ended since somebody looked.
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the form of a task is not readable", e);
    }
    return keys;
  }
}
