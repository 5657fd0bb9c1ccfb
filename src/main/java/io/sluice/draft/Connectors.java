package io.sluice.draft;

import io.sluice.score.ModelName;

/** The two inboxes that a drafted model gets: labelled files train it, others are scored. */
final class Connectors {
  private static final String ROUTE =
      """
      # Drafted with model %1$s. %4$s
      - route:
          id: %2$s-inbox
          from:
            uri: file
            parameters:
              directoryName: "{{sluice.home}}/inbox/%2$s"
              exclude: "(?i).*\\\\.(part|tmp)"
              delay: 1000
              readLock: changed
              readLockCheckInterval: 1000
              readLockMinAge: 2000
              readLockTimeout: 0
              readLockLoggingLevel: "OFF"
              move: "done/${date:now:yyyyMMdd-HHmmssSSS}-${file:onlyname}"
              moveFailed: "failed/${date:now:yyyyMMdd-HHmmssSSS}-${file:onlyname}"
            steps:
              - to: "sluice:%2$s?contract=%1$s&model=%1$s&flow=%3$s"
      """;

  private Connectors() {}

  static String labelled(ModelName model) {
    return model + "-labelled";
  }

  static String training(ModelName model) {
    return ROUTE.formatted(
        model, labelled(model), "model-release", "A labelled file trains a version of it.");
  }

  static String scoring(ModelName model) {
    return ROUTE.formatted(model, model, "score-batch", "A file is scored and published.");
  }

  static String file(String source) {
    return source + "-inbox.camel.yaml";
  }
}
