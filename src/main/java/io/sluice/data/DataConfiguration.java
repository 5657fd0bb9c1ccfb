package io.sluice.data;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DataConfiguration {

  @Bean
  Home home(@Value("${sluice.home}") Path path) {
    return new Home(path);
  }

  /** What people edit lies in the working directory. */
  @Bean
  ConfigFolder configFolder(@Value("${sluice.root:.}") Path root) {
    return new ConfigFolder(root);
  }
}
