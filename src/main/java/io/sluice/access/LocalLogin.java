package io.sluice.access;

import io.sluice.access.LoginThrottle.Attempt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks name and password of a local user, for the login form and for the API alike. */
final class LocalLogin implements AuthenticationProvider {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLogin.class);

  private final LocalUsers users;
  private final PasswordEncoder encoder;
  private final LoginThrottle throttle;
  private final VerifiedPasswords verified;

  /** One check at a time for an attempt, else many at once would all pass before the lock. */
  private final Object[] turns = Stream.generate(Object::new).limit(64).toArray();

  /** Compared with for unknown names, so that they take as long as known ones. */
  private final String nobody;

  LocalLogin(
      LocalUsers users,
      PasswordEncoder encoder,
      LoginThrottle throttle,
      VerifiedPasswords verified) {
    this.users = users;
    this.encoder = encoder;
    this.throttle = throttle;
    this.verified = verified;
    this.nobody = encoder.encode(Passwords.generate());
  }

  @Override
  public Authentication authenticate(Authentication request) {
    String name = request.getName();
    String password = String.valueOf(request.getCredentials());
    Attempt attempt = new Attempt(cut(name), address(request));
    Optional<LocalUser> user = users.user(name);
    refuseLocked(attempt);
    if (user.isEmpty() || !verified.contains(user.get(), password)) {
      synchronized (turns[Math.floorMod(attempt.hashCode(), turns.length)]) {
        verify(user, password, attempt);
      }
    }
    return signedIn(user.orElseThrow(), request);
  }

  private void verify(Optional<LocalUser> user, String password, Attempt attempt) {
    refuseLocked(attempt);
    if (user.isPresent() && verified.contains(user.get(), password)) return;
    boolean right = encoder.matches(password, user.map(LocalUser::hash).orElse(nobody));
    if (!right || user.isEmpty()) {
      throttle.failed(attempt);
      LOG.warn(
          "Login of {} from {} refused",
          user.map(LocalUser::name).orElse("an unknown user"),
          attempt.address());
      throw new BadCredentialsException("name or password is wrong");
    }
    throttle.succeeded(attempt);
    verified.add(user.get(), password);
  }

  private void refuseLocked(Attempt attempt) {
    if (throttle.locked(attempt))
      throw new LockedException(
          "too many wrong passwords; try again in " + throttle.lock().toSeconds() + " seconds");
  }

  private static Authentication signedIn(LocalUser user, Authentication request) {
    List<SimpleGrantedAuthority> authorities =
        user.role().included().stream()
            .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
            .toList();
    UsernamePasswordAuthenticationToken token =
        UsernamePasswordAuthenticationToken.authenticated(user.name(), null, authorities);
    token.setDetails(request.getDetails());
    return token;
  }

  private static String cut(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100);
  }

  private static String address(Authentication request) {
    return request.getDetails() instanceof WebAuthenticationDetails details
        ? String.valueOf(details.getRemoteAddress())
        : "";
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
