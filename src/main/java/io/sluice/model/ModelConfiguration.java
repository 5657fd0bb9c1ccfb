package io.sluice.model;

import io.sluice.data.ConfigFolder;
import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import io.sluice.data.SchemaCatalog;
import io.sluice.score.ModelFile;
import io.sluice.score.ModelRuntime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

  @Bean
  ModelSpecs modelSpecs(ConfigFolder config, SchemaCatalog schemas) {
    return new ModelSpecs(config, schemas);
  }

  @Bean
  Artifacts artifacts(Home home, ModelFile file) {
    return new Artifacts(home, file);
  }

  @Bean
  Roles modelRoles(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new Roles(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  ModelRegistry modelRegistry(JdbcClient jdbc, Roles roles) {
    return new ModelRegistry(jdbc, roles);
  }

  @Bean
  ModelRuntime modelRuntime(ModelRegistry registry, Artifacts artifacts) {
    return new RegistryRuntime(registry, artifacts);
  }

  @Bean
  Models models(ModelRegistry registry, ModelSpecs specs, Artifacts artifacts) {
    return new RegistryModels(registry, specs, artifacts);
  }

  @Bean
  Train train(
      ModelSpecs specs,
      DatasetStore datasets,
      Trainer trainer,
      Artifacts artifacts,
      ModelRegistry registry) {
    String code = ModelConfiguration.class.getPackage().getImplementationVersion();
    Training training = new Training(trainer, code == null ? "unpackaged" : code);
    return new Train(specs, datasets, training, artifacts, registry);
  }

  @Bean
  Release release(ModelRegistry registry, Roles roles) {
    return new Release(registry, roles);
  }

  @Bean
  Rollback rollback(Roles roles) {
    return new Rollback(roles);
  }
}
