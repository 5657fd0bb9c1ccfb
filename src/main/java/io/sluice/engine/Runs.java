package io.sluice.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the runs of all flows. */
public interface Runs {

  /**
   * The newest runs first.
   *
   * @param state only these, or null for all
   */
  List<Run> latest(int limit, Run.@Nullable State state);

  Optional<Run> find(String id);
}
