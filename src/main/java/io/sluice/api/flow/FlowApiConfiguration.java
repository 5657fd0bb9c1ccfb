package io.sluice.api.flow;

import io.sluice.collect.Lookup;
import io.sluice.data.SchemaCatalog;
import io.sluice.model.ModelSpecs;
import io.sluice.publish.Target;
import io.sluice.step.Landscape;
import io.sluice.validate.ContractCatalog;
import org.springframework.beans.factory.ObjectProvider;
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

  @Bean
  Landscape landscape(
      ModelSpecs specs,
      ContractCatalog contracts,
      ObjectProvider<Lookup> lookup,
      ObjectProvider<Target> target) {
    return new LiveLandscape(specs, contracts, lookup::getObject, target::getObject);
  }
}
