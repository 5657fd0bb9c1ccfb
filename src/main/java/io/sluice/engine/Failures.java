package io.sluice.engine;

import io.sluice.data.ConfigException;
import io.sluice.data.StorageFull;
import io.sluice.step.StepBroken;
import io.sluice.step.StepUnavailable;
import org.jspecify.annotations.Nullable;

/** Says in a line what went wrong, without values that a foreign message may hold. */
final class Failures {
  private static final int FRAMES = 12;

  private Failures() {}

  static String describe(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepUnavailable
          || e instanceof StepBroken
          || e instanceof StorageFull
          || e instanceof ConfigException
          || e instanceof WrongInput) return String.valueOf(e.getMessage());
    return "unexpected " + failure.getClass().getSimpleName() + "; the log has the details";
  }

  /** Whether it is the disk that has no room: another way through a flow would have none either. */
  static boolean full(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StorageFull) return true;
    return false;
  }

  /** Where it went wrong: classes and frames; messages stay out, they may hold values of rows. */
  static String trace(Throwable failure) {
    StringBuilder trace = new StringBuilder();
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      trace.append(e == failure ? "" : "\ncaused by ").append(e.getClass().getName());
      StackTraceElement[] frames = e.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++)
        trace.append("\n    at ").append(frames[i]);
    }
    return trace.toString();
  }
}
