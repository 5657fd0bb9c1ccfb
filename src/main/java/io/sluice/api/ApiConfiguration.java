package io.sluice.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.collect.SourceFiles;
import io.sluice.data.DatasetCatalog;
import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import io.sluice.data.Quarantine;
import io.sluice.data.QuarantineCsv;
import io.sluice.engine.Runs;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class ApiConfiguration {

  @Bean
  Quarantine quarantine(DatasetCatalog catalog, DatasetStore store) {
    return new Quarantine(catalog, store);
  }

  @Bean
  QuarantineCsv quarantineCsv(Quarantine quarantine) {
    return new QuarantineCsv(quarantine);
  }

  @Bean
  RunReports runReports(Runs runs, DatasetCatalog catalog, Quarantine quarantine) {
    return new RunReports(runs, catalog, quarantine, InstantSource.system());
  }

  @Bean
  Uploads uploads(SourceFiles sources) {
    return new Uploads(sources);
  }

  @Bean
  ProblemResolver problemResolver(ApiSettings settings, ObjectMapper json) {
    return new ProblemResolver(new Problems(settings), json);
  }

  /** Uploads go to disk below our own folder; what a crash left there is thrown away. */
  @Bean
  MultipartConfigElement multipartConfigElement(ApiSettings settings, Home home)
      throws IOException {
    Path folder = home.folder("tmp/uploads");
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "upload_*.tmp")) {
      for (Path file : left) Files.deleteIfExists(file);
    }
    long most = settings.maxUpload().toBytes();
    return new MultipartConfigElement(folder.toString(), most, most, 1 << 20);
  }
}
