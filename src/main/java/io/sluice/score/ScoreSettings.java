package io.sluice.score;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads that score; 0 for one a core
 * @param mostPoisonRows rows of a run that the model may fail on before it is the model that is
 *     broken; 0 for none
 */
@ConfigurationProperties("sluice.score")
public record ScoreSettings(
    @DefaultValue("0") int threads, @DefaultValue("100") int mostPoisonRows) {
  public ScoreSettings {
    if (threads < 0 || threads > 256)
      throw new IllegalArgumentException("sluice.score.threads is from 0 (all cores) to 256");
    if (mostPoisonRows < 0 || mostPoisonRows > 10_000)
      throw new IllegalArgumentException("sluice.score.most-poison-rows is from 0 to 10,000");
  }

  int size() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
