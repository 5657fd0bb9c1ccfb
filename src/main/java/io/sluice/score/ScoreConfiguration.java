package io.sluice.score;

import io.sluice.data.DatasetStore;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScoreSettings.class)
class ScoreConfiguration {

  @Bean(destroyMethod = "close")
  ScoringPool scoringPool(ScoreSettings settings) {
    return new ScoringPool(settings.size());
  }

  @Bean(destroyMethod = "close")
  ScoringBounds scoringBounds() {
    return new ScoringBounds(InstantSource.system());
  }

  @Bean
  LiveScoring liveScoring(ScoreTally tally, Shadow shadow, ScoreSettings settings) {
    return new LiveScoring(tally, shadow, settings);
  }

  @Bean
  Pin pin(ModelRuntime models) {
    return new Pin(models);
  }

  @Bean
  Score score(
      ModelRuntime models,
      DatasetStore datasets,
      ScoringPool pool,
      ScoreTally tally,
      Shadow shadow,
      LiveScoring live,
      ScoringBounds bounds,
      ScoreSettings settings) {
    StoredScoring stored = new StoredScoring(datasets, pool, tally, shadow, settings);
    return new Score(models, stored, live, bounds);
  }
}
