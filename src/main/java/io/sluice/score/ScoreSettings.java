package io.sluice.score;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads that score; 0 for one a core
 */
@ConfigurationProperties("sluice.score")
public record ScoreSettings(@DefaultValue("0") int threads) {
  public ScoreSettings {
    if (threads < 0 || threads > 256)
      throw new IllegalArgumentException("sluice.score.threads is from 0 (all cores) to 256");
  }

  int size() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
