package io.sluice.model.approve;

import io.sluice.model.ModelSpecs;
import io.sluice.model.Models;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ApproveConfiguration {

  @Bean
  Proposals proposals(JdbcClient jdbc) {
    return new Proposals(jdbc);
  }

  @Bean
  Propose propose(Models models, ModelSpecs specs, Proposals proposals) {
    return new Propose(models, specs, proposals);
  }

  @Bean
  Approve approve(Proposals proposals) {
    return new Approve(proposals);
  }
}
