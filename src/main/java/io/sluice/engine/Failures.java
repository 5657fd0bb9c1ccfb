package io.sluice.engine;

import io.sluice.data.ConfigException;
import io.sluice.data.StorageFull;
import io.sluice.step.StepUnavailable;
import org.jspecify.annotations.Nullable;

/** Says in a line what went wrong, without values that a foreign message may hold. */
final class Failures {
  private Failures() {}

  static String describe(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepUnavailable
          || e instanceof StorageFull
          || e instanceof ConfigException
          || e instanceof WrongInput) return String.valueOf(e.getMessage());
    return "unexpected " + failure.getClass().getSimpleName() + "; the log has the details";
  }
}
