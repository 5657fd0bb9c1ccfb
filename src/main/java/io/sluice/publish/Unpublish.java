package io.sluice.publish;

import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionOperations;

/** Takes a publication back; consumers see the newest earlier one again. */
@StepInfo(name = "unpublish", title = "Take scores back", effect = Effect.EXTERNAL)
final class Unpublish implements Step<Unpublish.Input, Unpublish.Output> {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  record Input(StepCall call, @Label("Publication") String publication) {}

  /**
   * @param withdrawn true, also when it had been withdrawn before
   */
  record Output(boolean withdrawn) {}

  private final Publications publications;
  private final Pointers pointers;
  private final Retention retention;
  private final TransactionOperations transaction;

  Unpublish(
      Publications publications,
      Pointers pointers,
      Retention retention,
      TransactionOperations transaction) {
    this.publications = publications;
    this.pointers = pointers;
    this.retention = retention;
    this.transaction = transaction;
  }

  @Override
  public Output run(Input input) {
    return Objects.requireNonNull(transaction.execute(status -> withdraw(input.publication())));
  }

  private Output withdraw(String id) {
    Publication publication = number(id).flatMap(publications::find).orElseThrow(() -> unknown(id));
    pointers.withdraw(publication);
    retention.afterCommit(publication.model());
    return new Output(true);
  }

  private static Optional<Long> number(String id) {
    return Optional.of(id).filter(NUMBER.asMatchPredicate()).map(Long::valueOf);
  }

  private static StepRejected unknown(String id) {
    return new StepRejected(
        "unknown-publication",
        "there is no publication '%s'; the step publish gives the number of one".formatted(id));
  }
}
