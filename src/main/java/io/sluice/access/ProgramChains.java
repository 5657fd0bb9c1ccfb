package io.sluice.access;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** What programs reach: by HTTP Basic, without a session. */
final class ProgramChains {
  private static final String[] RELEASES = {
    "/api/models/*/release",
    "/api/models/*/challenger",
    "/api/models/*/versions/*/retire",
    "/api/models/*/versions/*/reinstate"
  };

  private final ProblemReplies replies;

  ProgramChains(ProblemReplies replies) {
    this.replies = replies;
  }

  SecurityFilterChain api(HttpSecurity http) throws Exception {
    return stateless(http.securityMatcher("/api", "/api/**"))
        .authorizeHttpRequests(
            rules ->
                rules
                    .requestMatchers(Gates::foreignWrite)
                    .denyAll()
                    .requestMatchers(HttpMethod.GET, "/api/openapi.json")
                    .hasAnyRole(Gates.EVERYBODY)
                    .requestMatchers("/api/models/drafts", "/api/models/drafts/*")
                    .hasAnyRole(Gates.DRAFTS)
                    .requestMatchers(HttpMethod.POST, "/api/models/*/imports")
                    .hasAnyRole(Gates.DRAFTS)
                    .requestMatchers(HttpMethod.POST, "/api/models/*/score")
                    .hasAnyRole(Gates.EVERYBODY)
                    .requestMatchers("/api/models/*/scores/*")
                    .hasAnyRole(Gates.EVERYBODY)
                    .requestMatchers("/api/models/*/versions/*/artifact")
                    .hasAnyRole(Gates.ARTIFACTS)
                    .requestMatchers(HttpMethod.POST, "/api/models/*/rollback")
                    .hasAnyRole(Gates.ROLLBACKS)
                    .requestMatchers(HttpMethod.POST, RELEASES)
                    .hasAnyRole(Gates.RELEASES)
                    .requestMatchers(HttpMethod.GET, "/api/models", "/api/models/**")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers("/api/runs/*/quarantine")
                    .hasAnyRole(Gates.QUARANTINE)
                    .requestMatchers(
                        HttpMethod.POST, "/api/flows", "/api/flows/lint", "/api/flows/*/rollback")
                    .hasAnyRole(Gates.DRAWERS)
                    .requestMatchers(HttpMethod.POST, "/api/flows/*/migration")
                    .hasAnyRole(Gates.OWNERS)
                    .requestMatchers(HttpMethod.GET, "/api/flows", "/api/flows/**")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(HttpMethod.POST, "/api/flows/*/runs", "/api/runs/*/messages/*")
                    .hasAnyRole(Gates.CALLERS)
                    .requestMatchers(HttpMethod.POST, "/api/runs/*/cancellation")
                    .hasAnyRole(Gates.SENDERS)
                    .requestMatchers(HttpMethod.POST, "/api/runs/*/model-version")
                    .hasAnyRole(Gates.OWNERS)
                    .requestMatchers("/api/decisions/feedback", "/api/decisions/replay")
                    .hasAnyRole(Gates.REPEATS)
                    .requestMatchers(
                        HttpMethod.POST, "/api/decisions/redo", "/api/decisions/*/redo")
                    .hasAnyRole(Gates.SENDERS)
                    .requestMatchers(HttpMethod.POST, "/api/decisions/*/replay")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(HttpMethod.GET, "/api/decisions", "/api/decisions/*")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(HttpMethod.GET, "/api/runs/*")
                    .hasAnyRole(Gates.EVERYBODY)
                    .requestMatchers("/api/runs", "/api/runs/**")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(HttpMethod.GET, "/api/causes", "/api/causes/*")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(
                        HttpMethod.GET,
                        "/api/circuits",
                        "/api/circuits/*",
                        "/api/outages",
                        "/api/alerts")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(
                        HttpMethod.POST,
                        "/api/outages/*/park",
                        "/api/outages/*/release",
                        "/api/alerts/*/acknowledge",
                        "/api/causes/*/stop")
                    .hasAnyRole(Gates.OPERATIONS)
                    .requestMatchers(HttpMethod.POST, "/api/sources/*/files")
                    .hasAnyRole(Gates.SENDERS)
                    .requestMatchers(HttpMethod.POST, "/api/sources/*/runs")
                    .hasAnyRole(Gates.REPEATS)
                    .requestMatchers("/api/sources", "/api/sources/**")
                    .hasAnyRole(Gates.PEOPLE)
                    .anyRequest()
                    .denyAll())
        .build();
  }

  SecurityFilterChain actuator(HttpSecurity http) throws Exception {
    return stateless(http.securityMatcher("/actuator", "/actuator/**"))
        .authorizeHttpRequests(
            rules ->
                rules
                    .requestMatchers(HttpMethod.GET, "/actuator/health")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET)
                    .hasAnyRole(Gates.OPERATIONS)
                    .anyRequest()
                    .denyAll())
        .build();
  }

  /** The engine's own REST interface would pass by every rule that Sluice adds. */
  SecurityFilterChain engineRest(HttpSecurity http) throws Exception {
    return stateless(http.securityMatcher("/engine-rest", "/engine-rest/**"))
        .authorizeHttpRequests(rules -> rules.anyRequest().denyAll())
        .build();
  }

  private HttpSecurity stateless(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .httpBasic(basic -> basic.authenticationEntryPoint(replies))
        .exceptionHandling(e -> e.authenticationEntryPoint(replies).accessDeniedHandler(replies))
        .headers(
            headers ->
                headers
                    .frameOptions(FrameOptionsConfig::deny)
                    .contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")));
  }
}
