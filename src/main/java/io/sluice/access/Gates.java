package io.sluice.access;

import static io.sluice.access.Role.ADMIN;
import static io.sluice.access.Role.APPROVER;
import static io.sluice.access.Role.MODELER;
import static io.sluice.access.Role.OPERATOR;
import static io.sluice.access.Role.OWNER;
import static io.sluice.access.Role.SCIENTIST;
import static io.sluice.access.Role.SERVICE;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriUtils;

/** Groups of roles as the filter chains name them, and what tells a browser's requests apart. */
final class Gates {
  static final String[] EVERYBODY = names(Role.values());

  /** Programs have no business on pages. */
  static final String[] PEOPLE =
      names(Arrays.stream(Role.values()).filter(r -> r != Role.SERVICE).toArray(Role[]::new));

  static final String[] SENDERS = names(OWNER, OPERATOR);
  static final String[] OWNERS = names(OWNER, ADMIN);
  static final String[] DRAWERS = names(MODELER, OWNER, ADMIN);
  static final String[] CALLERS = names(OWNER, OPERATOR, SERVICE);
  static final String[] REPEATS = names(OWNER, OPERATOR, SCIENTIST);
  static final String[] QUARANTINE = names(OWNER, OPERATOR, SCIENTIST);
  static final String[] RELEASES = names(APPROVER, ADMIN);
  static final String[] ROLLBACKS = names(OPERATOR, APPROVER, ADMIN);
  static final String[] ARTIFACTS = names(SCIENTIST, APPROVER, ADMIN);
  static final String[] DRAFTS = names(SCIENTIST, ADMIN);
  static final String[] OPERATIONS = names(OPERATOR, ADMIN);
  static final String[] ADMINS = names(ADMIN);

  private static final Pattern AROUND_ANSWER =
      Pattern.compile(
          "/camunda/api/engine/.*/task/[^/]+"
              + "/(variables|localVariables|resolve|bpmnError|bpmnEscalation)(/.*)?");

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private Gates() {}

  private static String[] names(Role... roles) {
    return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
  }

  /** A browser repeats HTTP Basic credentials by itself, so another site could write with them. */
  static boolean foreignWrite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null
        && !site.equals("same-origin")
        && !site.equals("none")
        && !READS.contains(request.getMethod());
  }

  /** A request by a script of a page: it wants a status, not a way to the login page. */
  static boolean byScript(HttpServletRequest request) {
    return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
  }

  /** A page that a person asked for, to which the login can lead back. */
  static boolean page(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getMethod().equals("GET")
        && !byScript(request)
        && accept != null
        && accept.contains("text/html");
  }

  /**
   * Requests at or below a path as the browser sent it. The webapps' servlets are mapped below
   * {@code /camunda}; matchers of Spring MVC would look only at what is left of the path there.
   */
  static RequestMatcher below(String path) {
    return request -> {
      String asked = path(request);
      return asked.equals(path) || asked.startsWith(path + "/");
    };
  }

  /** Writes to the case behind a task that are no answer to it. */
  static boolean aroundAnswer(HttpServletRequest request) {
    return !READS.contains(request.getMethod()) && AROUND_ANSWER.matcher(path(request)).matches();
  }

  /** As servlets will read it; the firewall has refused what is encoded twice. */
  private static String path(HttpServletRequest request) {
    return UriUtils.decode(
        request.getRequestURI().substring(request.getContextPath().length()),
        StandardCharsets.UTF_8);
  }
}
