package io.sluice.collect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a source about one thing. */
public interface Lookup {

  /**
   * @param source name of a connector
   * @param question what identifies the thing, by name
   * @return what the source knows of it, by field; several are a mistake of the source
   * @throws io.sluice.step.StepRejected {@code unknown-source} when no connector has that name;
   *     {@code lookup-refused} when the source will never answer this question
   * @throws io.sluice.step.StepUnavailable when the source gave no answer within its bounds
   */
  Map<String, @Nullable Object> ask(String source, Map<String, @Nullable Object> question);

  /** Names of the sources that can be asked. */
  List<String> sources();
}
