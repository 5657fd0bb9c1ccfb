package io.sluice.model;

import io.sluice.data.ConfigFolder;
import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import io.sluice.data.SchemaCatalog;
import io.sluice.score.ModelFile;
import io.sluice.score.ModelRuntime;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelSettings.class)
class ModelConfiguration {

  @Bean
  ModelSpecs modelSpecs(ConfigFolder config, SchemaCatalog schemas) {
    return new ModelSpecs(config, schemas);
  }

  @Bean
  Artifacts artifacts(Home home, ModelFile file, KeyPair artifactKey, ModelSettings settings) {
    Path trusted = home.folder("keys/trusted");
    return new Artifacts(
        home, file, new Signatures(artifactKey, trusted, settings.requireSignature()));
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
  ModelRuntime modelRuntime(
      ModelRegistry registry, Artifacts artifacts, ModelSpecs specs, JdbcClient jdbc) {
    ModelEvents events = new ModelEvents(jdbc);
    Assembly assembly = new Assembly(artifacts);
    return new RegistryRuntime(
        registry,
        new Loaded(assembly::ready, events::refused, InstantSource.system()),
        specs::contract);
  }

  @Bean
  Models models(ModelRegistry registry, Roles roles, ModelSpecs specs, Artifacts artifacts) {
    return new RegistryModels(registry, roles, specs, artifacts);
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
  Releases releases(
      ModelRegistry registry, Roles roles, Requesters requesters, Artifacts artifacts) {
    return new Releases(registry, roles, requesters, new Assembly(artifacts)::ready);
  }

  @Bean
  Compare compare(
      DatasetStore datasets,
      SchemaCatalog schemas,
      ModelRegistry registry,
      Models models,
      ModelRuntime runtime) {
    return new Compare(datasets, schemas, registry, models, new Duel(runtime));
  }

  @Bean
  Imports imports(
      ModelSpecs specs,
      SchemaCatalog schemas,
      ModelFile file,
      Artifacts artifacts,
      ModelRegistry registry,
      Requesters requesters,
      ModelSettings settings,
      PlatformTransactionManager transactions) {
    String code = ModelConfiguration.class.getPackage().getImplementationVersion();
    return new Imports(
        specs,
        schemas,
        new Import(file, code == null ? "unpackaged" : code),
        artifacts,
        new Imports.Register(registry, requesters, new TransactionTemplate(transactions)),
        settings.requireImportSignature());
  }

  @Bean
  Retirement retirement(ModelRegistry registry, Roles roles) {
    return new Retirement(registry, roles);
  }

  @Bean
  Release release(Releases releases, Roles roles) {
    return new Release(releases, roles);
  }

  @Bean
  Challenge challenge(Releases releases) {
    return new Challenge(releases);
  }

  @Bean
  ModelRollbacks modelRollbacks(Releases releases) {
    return new ModelRollbacks(releases);
  }

  @Bean
  Rollback rollback(Releases releases) {
    return new Rollback(releases);
  }
}
