package io.sluice.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.ByteArrayEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps whoever answers a task to the fields of its form: the Tasklist's own interface takes any
 * variable with a completion, the amount of a loan as well.
 */
final class AnswerFields implements TaskListener {
  private final List<String> formless;
  private final JdbcClient jdbc;

  /**
   * @param formless what an answer may hold when the task has no form; if empty anything
   * @param jdbc in the engine's transactions
   */
  AnswerFields(List<String> formless, JdbcClient jdbc) {
    this.formless = formless;
    this.jdbc = jdbc;
  }

  /**
   * @throws AnswerRefused when the command that completes the task wrote any other variable
   */
  @Override
  public void notify(DelegateTask task) {
    List<String> form =
        TaskForm.fields(task.getProcessEngineServices().getFormService(), task.getId());
    List<String> fields = form.isEmpty() ? formless : form;
    if (fields.isEmpty()) return;
    Set<String> more = written();
    fields.forEach(more::remove);
    if (!more.isEmpty())
      throw new AnswerRefused(
          AnswerRefused.UNKNOWN_FIELD,
          "an answer changes nothing of the case but %s; this one would change %s"
              .formatted(fields, more));
  }

  private Set<String> written() {
    Set<String> names = new TreeSet<>();
    for (CachedDbEntity cached :
        Context.getCommandContext().getDbEntityManager().getDbEntityCache().getCachedEntities()) {
      boolean known = cached.getEntityState() == DbEntityState.PERSISTENT;
      if (known && !cached.isDirty()) continue;
      switch (cached.getEntity()) {
        case VariableInstanceEntity variable -> {
          if (!kept(variable).equals(known ? before(variable) : Kept.NOTHING))
            names.add(variable.getName());
        }
        case ByteArrayEntity bytes -> names.add(bytes.getName());
        default -> {}
      }
    }
    return names;
  }

  /** The Tasklist sends the whole form back, an absent text as an empty one. */
  private record Kept(
      @Nullable String text, @Nullable Double real, @Nullable Long whole, @Nullable String bytes) {
    static final Kept NOTHING = new Kept(null, null, null, null);

    Kept {
      if (text != null && text.isEmpty()) text = null;
    }
  }

  private static Kept kept(VariableInstanceEntity variable) {
    return new Kept(
        variable.getTextValue(),
        variable.getDoubleValue(),
        variable.getLongValue(),
        variable.getByteArrayValueId());
  }

  /** As the database has it: this command has not written yet. */
  private Kept before(VariableInstanceEntity variable) {
    return jdbc.sql(
            "select TEXT_, DOUBLE_, LONG_, BYTEARRAY_ID_ from ACT_RU_VARIABLE where ID_ = ?")
        .param(variable.getId())
        .query(
            (row, n) ->
                new Kept(
                    row.getString(1),
                    row.getObject(2, Double.class),
                    row.getObject(3, Long.class),
                    row.getString(4)))
        .optional()
        .orElse(Kept.NOTHING);
  }
}
