package io.sluice.api.flow;

import io.sluice.data.SchemaCatalog;
import io.sluice.validate.ContractCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FlowApiConfiguration {

  @Bean
  Inputs inputs(ContractCatalog contracts) {
    return new Inputs(contracts);
  }

  @Bean
  DecisionMask decisionMask(SchemaCatalog schemas) {
    return new DecisionMask(schemas);
  }
}
