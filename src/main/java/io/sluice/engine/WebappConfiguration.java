package io.sluice.engine;

import io.sluice.access.Accounts;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cockpit, Tasklist and Admin under the same login as everything else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebappConfiguration {
  /** After Spring Security's chain, which finds out who it is. */
  private static final int AFTER_LOGIN = 201;

  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappLogin() {
    var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    filter.addInitParameter("authentication-provider", SignedIn.class.getName());
    filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
    filter.setOrder(AFTER_LOGIN);
    return filter;
  }

  @Bean(initMethod = "introduce")
  People people(ProcessEngine engine, Accounts accounts) {
    return new People(engine, accounts);
  }
}
