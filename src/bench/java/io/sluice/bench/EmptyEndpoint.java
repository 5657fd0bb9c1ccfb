package io.sluice.bench;

import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers at once, after the same login as the scoring API. */
@RestController
class EmptyEndpoint {
  static final String PATH = "/api/models/empty/score";

  @PostMapping(path = PATH)
  Map<String, Object> nothing() {
    return Map.of();
  }
}
