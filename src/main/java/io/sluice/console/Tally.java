package io.sluice.console;

import io.sluice.engine.Run;
import java.util.List;

/** How the runs on the page stand, for those who hear the page and for the pace of its refresh. */
record Tally(long running, long failed, long completed, long refused, long cancelled) {

  static Tally of(List<RunLine> runs) {
    return new Tally(
        count(runs, Run.State.RUNNING),
        count(runs, Run.State.FAILED),
        count(runs, Run.State.COMPLETED),
        count(runs, Run.State.REFUSED),
        count(runs, Run.State.CANCELLED));
  }

  private static long count(List<RunLine> runs, Run.State state) {
    return runs.stream().filter(run -> run.run().state() == state).count();
  }

  /** All of it in a sentence. */
  public String text() {
    return "%d running, %d failed, %d completed, %d refused, %d cancelled"
        .formatted(running, failed, completed, refused, cancelled);
  }
}
