package io.sluice.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Looks for an upload's CSRF token in the header or the address only. Asking for a parameter would
 * make the server take in the whole body, of whatever size, before anybody is known to have logged
 * in.
 */
final class UploadTokens implements CsrfTokenRequestHandler {
  private final CsrfTokenRequestHandler tokens = new XorCsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    tokens.handle(request, response, token);
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return tokens.resolveCsrfTokenValue(
        upload(request) ? new AddressOnly(request) : request, token);
  }

  private static boolean upload(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.regionMatches(true, 0, "multipart/", 0, 10);
  }

  private static final class AddressOnly extends HttpServletRequestWrapper {
    AddressOnly(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
      String query = getQueryString();
      if (query == null) return null;
      return UriComponentsBuilder.newInstance()
          .query(query)
          .build()
          .getQueryParams()
          .getFirst(name);
    }
  }
}
