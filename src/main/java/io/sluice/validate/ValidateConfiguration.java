package io.sluice.validate;

import io.sluice.data.ConfigFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ValidateConfiguration {

  @Bean
  ContractCatalog contracts(ConfigFolder folder) {
    return new ContractCatalog(folder);
  }

  @Bean
  Validate validate(ContractCatalog contracts, StoredRows stored) {
    return new Validate(contracts, stored);
  }
}
