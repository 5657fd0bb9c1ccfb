package io.sluice.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.step.StepUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.ProblemDetail;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers programs, and scripts of our pages, with problem documents; pages have their own. */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

  private final Problems problems;
  private final ObjectMapper json;

  ProblemResolver(Problems problems, ObjectMapper json) {
    this.problems = problems;
    this.json = json;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    if (!forPrograms(request)) return null;
    ProblemDetail problem = problems.of(e);
    try {
      if (response.isCommitted()) return null;
      headers(e, problem, response);
      write(problem, response);
    } catch (IOException gone) {
      LOG.debug("The caller left before it was told of a problem", gone);
    }
    return new ModelAndView();
  }

  private static boolean forPrograms(HttpServletRequest request) {
    return request.getRequestURI().startsWith(request.getContextPath() + "/api/")
        || "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
  }

  private static void headers(Exception e, ProblemDetail problem, HttpServletResponse response) {
    if (e instanceof HttpRequestMethodNotSupportedException m && m.getSupportedMethods() != null)
      response.setHeader("Allow", String.join(", ", m.getSupportedMethods()));
    if (problem.getStatus() == 503) response.setHeader("Retry-After", seconds(e));
  }

  private static String seconds(Exception e) {
    Optional<Instant> at = e instanceof StepUnavailable u ? u.retryAt() : Optional.empty();
    long wait = at.map(then -> Duration.between(Instant.now(), then).toSeconds() + 1).orElse(10L);
    return Long.toString(Math.max(1, wait));
  }

  private void write(ProblemDetail problem, HttpServletResponse response) throws IOException {
    byte[] body = json.writeValueAsBytes(problem);
    response.resetBuffer();
    response.setStatus(problem.getStatus());
    response.setContentType("application/problem+json");
    response.setHeader("Content-Disposition", null);
    response.getOutputStream().write(body);
  }
}
