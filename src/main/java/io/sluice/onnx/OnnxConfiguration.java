package io.sluice.onnx;

import io.sluice.score.ModelFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OnnxConfiguration {

  @Bean
  ModelFile modelFile() {
    return new OnnxModelFile();
  }
}
