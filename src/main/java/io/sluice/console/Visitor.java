package io.sluice.console;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who looks at a page, and what the page may offer them.
 *
 * @param name empty when nobody has logged in
 * @param sends whether they may send files
 * @param corrects whether they may see rejected rows
 */
record Visitor(String name, boolean sends, boolean corrects, boolean admin) {

  static Visitor of(HttpServletRequest request) {
    String user = request.getRemoteUser();
    boolean sends = request.isUserInRole("OWNER") || request.isUserInRole("OPERATOR");
    return new Visitor(
        user == null ? "" : user,
        sends,
        sends || request.isUserInRole("SCIENTIST"),
        request.isUserInRole("ADMIN"));
  }

  public boolean known() {
    return !name.isEmpty();
  }
}
