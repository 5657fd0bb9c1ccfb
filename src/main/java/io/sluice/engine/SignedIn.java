package io.sluice.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;

/** Lets the webapps take over the login of the rest of Sluice. */
public final class SignedIn implements AuthenticationProvider {

  @Override
  public AuthenticationResult extractAuthenticatedUser(
      HttpServletRequest request, ProcessEngine engine) {
    String user = request.getRemoteUser();
    if (user == null) return AuthenticationResult.unsuccessful();
    AuthenticationResult result = AuthenticationResult.successful(user);
    result.setGroups(groups(user, engine));
    result.setTenants(new ArrayList<>());
    return result;
  }

  private static List<String> groups(String user, ProcessEngine engine) {
    List<String> groups = new ArrayList<>();
    engine
        .getIdentityService()
        .createGroupQuery()
        .groupMember(user)
        .list()
        .forEach(group -> groups.add(group.getId()));
    return groups;
  }

  @Override
  public void augmentResponseByAuthenticationChallenge(
      HttpServletResponse response, ProcessEngine engine) {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
  }
}
