package io.sluice.access;

import jakarta.servlet.SessionTrackingMode;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.EnumSet;
import javax.crypto.SecretKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  LocalUsers accounts(
      @Value("${sluice.home}") String home,
      @Value("${SLUICE_ADMIN_PASSWORD:}") String adminPassword,
      PasswordEncoder encoder) {
    Path folder = Path.of(home).toAbsolutePath().normalize();
    return new FirstUsers(folder, encoder, System.out).open(adminPassword);
  }

  /** Signs artifacts; a type of the JDK, for the room that signs knows nothing of this one. */
  @Bean
  KeyPair artifactKey(@Value("${sluice.home}") String home) {
    return SigningKey.open(Path.of(home).toAbsolutePath().normalize().resolve("keys"), "artifacts");
  }

  /** Signs what is sent to the webhook. */
  @Bean
  SecretKey webhookKey(@Value("${sluice.home}") String home) {
    Path keys = Path.of(home).toAbsolutePath().normalize().resolve("keys");
    return SharedSecret.open(keys.resolve("webhook.txt"));
  }

  @Bean
  AuthenticationManager authenticationManager(
      LocalUsers users, PasswordEncoder encoder, AccessSettings settings) {
    InstantSource clock = InstantSource.system();
    return new ProviderManager(
        new LocalLogin(
            users,
            encoder,
            new LoginThrottle(settings.failures(), settings.lock(), clock),
            new VerifiedPasswords(settings.remember(), clock)));
  }

  @Bean
  ProgramChains programChains(AccessSettings settings) {
    return new ProgramChains(new ProblemReplies(settings.lock()));
  }

  @Bean
  PageChains pageChains() {
    return new PageChains();
  }

  @Bean
  @Order(1)
  SecurityFilterChain apiChain(HttpSecurity http, ProgramChains chains) throws Exception {
    return chains.api(http);
  }

  @Bean
  @Order(2)
  SecurityFilterChain actuatorChain(HttpSecurity http, ProgramChains chains) throws Exception {
    return chains.actuator(http);
  }

  @Bean
  @Order(3)
  SecurityFilterChain engineRestChain(HttpSecurity http, ProgramChains chains) throws Exception {
    return chains.engineRest(http);
  }

  @Bean
  @Order(4)
  SecurityFilterChain webappChain(HttpSecurity http, PageChains chains) throws Exception {
    return chains.webapps(http);
  }

  /** Takes whatever the others leave, and ends in deny. */
  @Bean
  @Order(5)
  SecurityFilterChain pageChain(HttpSecurity http, PageChains chains) throws Exception {
    return chains.pages(http);
  }

  @Bean
  ServletContextInitializer sessionCookie() {
    return context -> {
      context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
      context.getSessionCookieConfig().setHttpOnly(true);
      context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
    };
  }
}
