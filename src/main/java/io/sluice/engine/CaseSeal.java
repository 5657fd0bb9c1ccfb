package io.sluice.engine;

import io.sluice.access.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Notices when whoever answers a task changes more of the case than the answer: the Tasklist's own
 * interface takes any variable with a completion, the amount of a loan as well.
 */
final class CaseSeal {
  private static final String SEAL = "caseSeal";

  /** What an answer or an owner may change. */
  private static final Set<String> FREE =
      Set.of(
          HumanTask.ANSWER,
          HumanTask.REASON,
          HumanTask.RECORD_TEXT,
          HumanTask.REASONS_TEXT,
          HumanTask.SCORE_TEXT,
          HumanTask.ANSWERED_BY,
          FourEyes.APPROVER,
          EngineSignals.VERSION,
          SEAL);

  private final Sealer sealer;

  CaseSeal(Sealer sealer) {
    this.sealer = sealer;
  }

  void close(DelegateTask task) {
    task.setVariableLocal(SEAL, sealer.seal(digest(task)));
  }

  /**
   * @throws AnswerRefused when the case is not as it was shown
   */
  void check(DelegateTask task) {
    if (!(task.getVariableLocal(SEAL) instanceof String seal) || !same(seal, digest(task)))
      throw new AnswerRefused("an answer changes nothing of the case but the answer");
  }

  private boolean same(String seal, byte[] digest) {
    try {
      return MessageDigest.isEqual(sealer.open(seal), digest);
    } catch (IllegalArgumentException forged) {
      return false;
    }
  }

  /** Forms send an absent text back as an empty one. */
  private static byte[] digest(DelegateTask task) {
    StringBuilder text = new StringBuilder(task.getId());
    for (Map.Entry<String, Object> variable : new TreeMap<>(task.getVariables()).entrySet()) {
      Object value = variable.getValue();
      if (FREE.contains(variable.getKey()) || value == null || value.equals("")) continue;
      text.append('\n').append(variable.getKey()).append('=').append(value);
    }
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
