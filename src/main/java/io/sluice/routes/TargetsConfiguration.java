package io.sluice.routes;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.sluice.collect.Lookup;
import io.sluice.publish.Target;
import io.sluice.step.Circuits;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TargetsConfiguration {

  @Bean
  OutsideCalls outsideCalls(
      RetryRegistry retries,
      RateLimiterRegistry rates,
      CircuitBreakerRegistry circuits,
      TimeLimiterRegistry times,
      BulkheadRegistry bulkheads) {
    return new OutsideCalls(
        new OutsideBounds.Registries(retries, rates, circuits, times, bulkheads),
        Clock.systemUTC());
  }

  @Bean
  Circuits circuits(CamelContext camel, OutsideCalls calls) {
    return new LiveCircuits(calls, () -> Entries.outside(camel));
  }

  @Bean
  Lookup lookup(CamelContext camel, OutsideCalls calls) {
    return new CamelLookup(camel, calls);
  }

  @Bean
  Target targets(CamelContext camel, OutsideCalls calls) {
    return new CamelTargets(camel, calls);
  }
}
