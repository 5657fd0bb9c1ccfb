package io.sluice.api.score;

import io.sluice.score.LiveScoring;
import io.sluice.score.ModelRuntime;
import io.sluice.validate.ContractCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScoreApiConfiguration {

  @Bean
  Scoring scoring(ModelRuntime runtime, ContractCatalog contracts, LiveScoring live) {
    return new Scoring(runtime, new FieldsCache(contracts), live);
  }
}
