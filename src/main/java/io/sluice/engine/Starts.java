package io.sluice.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts runs for whoever asks by name, once for each request. */
public interface Starts {

  /**
   * What a flow's start event takes in.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-flow}
   */
  Signature signature(String flow);

  /**
   * @param key that the caller gave the request; asked again under it, nothing starts twice
   * @param hash of all that was asked, so that another request under the same key is noticed
   * @param inputs by name, as the signature has them; records as {@link io.sluice.data.RawRecords}
   */
  record Order(
      String flow,
      String user,
      String key,
      String hash,
      String businessKey,
      Map<String, @Nullable Object> inputs) {}

  /**
   * @param ended whether the run met nothing to wait for
   * @param result the variables that the signature names, of an ended run
   */
  record Answer(String run, boolean ended, Map<String, @Nullable Object> result) {}

  /**
   * Starts a run, or tells again what became of the same request.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-flow}; {@code idempotency-conflict} when the
   *     key stands for another request; what a step rejects before the first wait, and then nothing
   *     has begun
   * @throws io.sluice.step.StepUnavailable when a step could not get through before the first wait
   */
  Answer start(Order order);
}
