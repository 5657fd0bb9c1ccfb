package io.sluice.publish;

import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/** Makes scores the ones that consumers of their model see, all at once. */
@StepInfo(name = "publish", title = "Publish scores", effect = Effect.EXTERNAL, undo = "unpublish")
final class Publish implements Step<Publish.Input, Publish.Output> {
  record Input(StepCall call, @Label("Scores") Scores scores) {}

  /**
   * @param publication what an undo names
   * @param published rows
   */
  record Output(String publication, long published) {}

  private final Publications publications;
  private final Pointers pointers;
  private final ScoreFiles files;
  private final ScoreRows rows;
  private final Retention retention;
  private final TransactionOperations nested;

  /**
   * @param nested rolls back to where it began, so that a refusal leaves nothing of its work in the
   *     caller's transaction
   */
  Publish(
      Publications publications,
      Pointers pointers,
      ScoreFiles files,
      ScoreRows rows,
      Retention retention,
      TransactionOperations nested) {
    this.publications = publications;
    this.pointers = pointers;
    this.files = files;
    this.rows = rows;
    this.retention = retention;
    this.nested = nested;
  }

  @Override
  public Output run(Input input) {
    try {
      return Objects.requireNonNull(nested.execute(status -> publish(input)));
    } catch (KeyFault e) {
      throw new StepRejected(e.code(), String.valueOf(e.getMessage()));
    } catch (DuplicateKeyException | ConcurrencyFailureException e) {
      // Without the cause, whose message quotes the business key.
      throw new StepUnavailable("the same publication or model is being published elsewhere", null);
    }
  }

  private Output publish(Input input) {
    Scores scores = input.scores();
    String dataset = scores.records() instanceof Records.Stored s ? s.dataset() : "";
    Optional<Publication> before = publications.of(input.call());
    if (before.isPresent() && !before.get().withdrawn()) return same(before.get(), dataset);
    int round = before.map(p -> p.round() + 1).orElse(0);
    long id = publications.begin(input.call(), scores, dataset, round);
    try (ScoreFiles.ScoreFile file = files.write(id, scores.records(), input.call().progress())) {
      rows.load(id, file.path());
      input.call().progress().rows(file.rows());
      pointers.flip(id, scores.model(), file.rows());
      retention.afterCommit(scores.model());
      return new Output(Long.toString(id), file.rows());
    }
  }

  private static Output same(Publication before, String dataset) {
    if (!before.dataset().equals(dataset))
      throw new StepRejected(
          "published-otherwise",
          "this element of the run has already published other scores;"
              + " withdraw those first, or give each its own element");
    return new Output(Long.toString(before.id()), before.rows());
  }
}
