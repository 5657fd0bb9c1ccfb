package io.sluice.access;

import jakarta.servlet.http.HttpServletRequest;

/** Says who may see personal data. */
public final class Personal {
  private Personal() {}

  /** Owners and operators may; admins hold both roles. */
  public static boolean visible(HttpServletRequest request) {
    return request.isUserInRole("OWNER") || request.isUserInRole("OPERATOR");
  }
}
