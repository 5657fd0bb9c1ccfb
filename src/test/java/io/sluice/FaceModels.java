package io.sluice;

import io.sluice.data.ConfigFolder;
import io.sluice.data.Home;
import io.sluice.model.Imports;
import io.sluice.model.ModelRoom;
import io.sluice.model.Models;
import io.sluice.model.Releases;
import io.sluice.model.Retirement;
import io.sluice.model.approve.Proposals;
import io.sluice.score.LiveScoring;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoreSettings;
import io.sluice.score.ScoreTally;
import io.sluice.score.Shadow;
import io.sluice.validate.ContractCatalog;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The registry behind the faces: a real one, empty until a test trains. */
@Configuration(proxyBeanMethods = false)
class FaceModels {

  @Bean(destroyMethod = "close")
  ModelRoom modelRoom(Home home) throws IOException {
    return new ModelRoom(Databases.H2, home.folder("registry"));
  }

  @Bean
  Models models(ModelRoom room) {
    return room.models;
  }

  @Bean
  Releases releases(ModelRoom room) {
    return room.releases;
  }

  @Bean
  Proposals proposals(ModelRoom room) {
    return room.proposals;
  }

  @Bean
  JdbcClient jdbcClient(ModelRoom room) {
    return room.jdbc;
  }

  @Bean
  JdbcTemplate jdbcTemplate(ModelRoom room) {
    return room.template();
  }

  @Bean
  ModelRuntime modelRuntime(ModelRoom room) {
    return room.runtime();
  }

  @Bean
  LiveScoring liveScoring(ScoreTally tally, Shadow shadow) {
    return new LiveScoring(tally, shadow, new ScoreSettings(0, 100));
  }

  @Bean
  Imports imports(ModelRoom room) {
    return room.imports(false);
  }

  /** The contract that the room's models are trained on, with rules for what is sent. */
  @Bean
  ContractCatalog contractCatalog(ConfigFolder config) {
    return new ContractCatalog(config);
  }

  @Bean
  Retirement retirement(ModelRoom room) {
    return room.retirement;
  }
}
