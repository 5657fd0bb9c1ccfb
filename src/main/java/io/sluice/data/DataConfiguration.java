package io.sluice.data;

import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DataConfiguration {

  @Bean
  Home home(@Value("${sluice.home}") String path) {
    return new Home(Path.of(path));
  }

  @Bean
  Leftovers leftovers(Home home) {
    return new Leftovers(home, InstantSource.system());
  }

  /**
   * What people edit lies in the working directory. A text, because Spring takes the path "." for
   * the root of the class path.
   */
  @Bean
  ConfigFolder configFolder(@Value("${sluice.root:.}") String root) {
    return new ConfigFolder(Path.of(root));
  }
}
