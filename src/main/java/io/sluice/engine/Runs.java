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
  default List<Run> latest(int limit, Run.@Nullable State state) {
    return search(new Search("", "", state), limit);
  }

  /**
   * What to look for; an empty text is any.
   *
   * @param state only these, or null for all
   */
  record Search(String flow, String businessKey, Run.@Nullable State state) {}

  /** The newest runs that fit first. */
  List<Run> search(Search wanted, int limit);

  Optional<Run> find(String id);
}
