package io.sluice.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** What people reach with a browser: our pages and the engine's webapps, by one login form. */
final class PageChains {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final HttpSessionRequestCache wanted = new HttpSessionRequestCache();

  PageChains() {
    wanted.setRequestMatcher(Gates::page);
    wanted.setMatchingRequestParameterName(null);
  }

  /** The webapps bring their own CSRF filter and content policy. */
  SecurityFilterChain webapps(HttpSecurity http) throws Exception {
    return http.securityMatcher(Gates.below("/camunda"))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(cache -> cache.requestCache(wanted))
        .exceptionHandling(PageChains::toLogin)
        .headers(PageChains::common)
        .headers(headers -> headers.frameOptions(FrameOptionsConfig::sameOrigin))
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    // Would let anybody make the engine's first administrator.
                    .requestMatchers(
                        Gates.below("/camunda/api/admin/setup"),
                        Gates.below("/camunda/app/admin/default/setup"))
                    .denyAll()
                    .requestMatchers(
                        Gates.below("/camunda/app/admin"), Gates.below("/camunda/api/admin/plugin"))
                    .hasAnyRole(Gates.ADMINS)
                    .requestMatchers(Gates::aroundAnswer)
                    .hasAnyRole(Gates.OPERATIONS)
                    .anyRequest()
                    .hasAnyRole(Gates.PEOPLE))
        .build();
  }

  SecurityFilterChain pages(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.csrfTokenRequestHandler(new UploadTokens()))
        .requestCache(cache -> cache.requestCache(wanted))
        .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/").failureHandler(failed()))
        .logout(logout -> logout.logoutSuccessUrl("/login?bye"))
        .exceptionHandling(PageChains::toLogin)
        .exceptionHandling(e -> e.accessDeniedHandler(new DeniedPages()))
        .headers(PageChains::common)
        .headers(
            headers ->
                headers
                    .frameOptions(FrameOptionsConfig::deny)
                    .contentSecurityPolicy(csp -> csp.policyDirectives(POLICY)))
        .authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/login", "/assets/open/**")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/assets/**", "/", "/runs/*")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(
                        HttpMethod.GET,
                        "/api-reference",
                        "/incidents",
                        "/incidents/*",
                        "/alerts/*",
                        "/models",
                        "/models/*",
                        "/models/*/versions/*",
                        "/models/*/versions/*/card.md")
                    .hasAnyRole(Gates.PEOPLE)
                    .requestMatchers(HttpMethod.GET, "/models/*/versions/*/artifact.zip")
                    .hasAnyRole(Gates.ARTIFACTS)
                    .requestMatchers(
                        HttpMethod.POST,
                        "/incidents/park",
                        "/incidents/release",
                        "/incidents/*/stop",
                        "/alerts/*/acknowledge")
                    .hasAnyRole(Gates.OPERATIONS)
                    .requestMatchers(HttpMethod.POST, "/models/*/rollback")
                    .hasAnyRole(Gates.ROLLBACKS)
                    .requestMatchers(
                        HttpMethod.POST,
                        "/models/*/release",
                        "/models/*/challenger",
                        "/models/*/retirement")
                    .hasAnyRole(Gates.RELEASES)
                    .requestMatchers(HttpMethod.GET, "/runs/*/quarantine.csv")
                    .hasAnyRole(Gates.QUARANTINE)
                    .requestMatchers(HttpMethod.POST, "/files")
                    .hasAnyRole(Gates.SENDERS)
                    .anyRequest()
                    .denyAll())
        .build();
  }

  private static void toLogin(ExceptionHandlingConfigurer<HttpSecurity> exceptions) {
    exceptions
        .defaultAuthenticationEntryPointFor(
            new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), request -> !navigates(request))
        .defaultAuthenticationEntryPointFor(
            new LoginUrlAuthenticationEntryPoint("/login"), request -> true);
  }

  /** Data for a script is no page: to be led to the login form would only confuse the script. */
  private static boolean navigates(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return !Gates.byScript(request) && (accept == null || !accept.contains("application/json"));
  }

  private static void common(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=()"))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
  }

  private static AuthenticationFailureHandler failed() {
    return (request, response, e) -> redirect(request, response, e instanceof LockedException);
  }

  private static void redirect(
      HttpServletRequest request, HttpServletResponse response, boolean locked) throws IOException {
    response.sendRedirect(request.getContextPath() + "/login?" + (locked ? "locked" : "refused"));
  }
}
