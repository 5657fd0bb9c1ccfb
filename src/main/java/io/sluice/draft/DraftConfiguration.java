package io.sluice.draft;

import io.sluice.collect.SourceFiles;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Home;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DraftConfiguration {

  @Bean
  Drafts drafts(Home home, ConfigFolder config, SourceFiles sources) {
    return new Drafts(new DraftStore(home), config, sources);
  }
}
