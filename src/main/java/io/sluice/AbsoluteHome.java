package io.sluice;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code sluice.home} absolute, wherever it was set: H2 refuses a relative path that does not
 * begin with a dot.
 */
final class AbsoluteHome implements EnvironmentPostProcessor {
  private static final String NAME = "sluice.home";

  @Override
  public void postProcessEnvironment(ConfigurableEnvironment all, SpringApplication application) {
    @Nullable String home = all.getProperty(NAME);
    if (home == null) return;
    String absolute = Path.of(home).toAbsolutePath().normalize().toString();
    all.getPropertySources()
        .addFirst(new MapPropertySource("absolute home", Map.of(NAME, absolute)));
  }
}
