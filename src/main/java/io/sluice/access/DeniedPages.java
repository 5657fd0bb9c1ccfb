package io.sluice.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Refuses a page; a form that was left open beyond its session leads to the login again. */
final class DeniedPages implements AccessDeniedHandler {

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    boolean expired = e instanceof CsrfException && request.getUserPrincipal() == null;
    if (expired && Gates.byScript(request)) response.sendError(401);
    else if (expired) response.sendRedirect(request.getContextPath() + "/login?expired");
    else response.sendError(403);
  }
}
