package io.sluice.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/**
 * Who looks at a page, and what the page may offer them.
 *
 * @param name empty when nobody has logged in
 * @param sends whether they may send files
 * @param corrects whether they may see rejected rows
 * @param releases whether they may give roles to model versions
 * @param rollsBack whether they may take a release back
 * @param downloads whether they may have artifacts
 * @param operates whether they may hold back targets and answer alerts
 */
record Visitor(
    String name,
    boolean sends,
    boolean corrects,
    boolean releases,
    boolean rollsBack,
    boolean downloads,
    boolean operates,
    boolean admin) {

  static Visitor of(HttpServletRequest request) {
    String user = request.getRemoteUser();
    boolean sends = request.isUserInRole("OWNER") || request.isUserInRole("OPERATOR");
    return new Visitor(
        user == null ? "" : user,
        sends,
        sends || request.isUserInRole("SCIENTIST"),
        any(request, "APPROVER", "ADMIN"),
        any(request, "OPERATOR", "APPROVER", "ADMIN"),
        any(request, "SCIENTIST", "APPROVER", "ADMIN"),
        any(request, "OPERATOR", "ADMIN"),
        request.isUserInRole("ADMIN"));
  }

  private static boolean any(HttpServletRequest request, String... roles) {
    return Arrays.stream(roles).anyMatch(request::isUserInRole);
  }

  public boolean known() {
    return !name.isEmpty();
  }
}
