package io.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class LocalLoginTest {
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private int checks;
  private final LocalUsers users =
      new LocalUsers(
          List.of(
              new LocalUser("admin", Role.ADMIN, "right"),
              new LocalUser("service", Role.SERVICE, "right")));
  private final LocalLogin login =
      new LocalLogin(
          users,
          new Plain(),
          new LoginThrottle(5, Duration.ofSeconds(30), () -> now),
          new VerifiedPasswords(Duration.ofMinutes(5), () -> now));

  @Test
  void givesARoleAndWhatItIncludes() {
    assertThat(authorities("service")).containsExactly("ROLE_SERVICE");
    assertThat(authorities("admin")).hasSize(Role.values().length).contains("ROLE_OWNER");
  }

  @Test
  void hashesARightPasswordOnceInFiveMinutes() {
    for (int i = 0; i < 10; i++) login("admin", "right", "a");
    assertThat(checks).isEqualTo(1);

    now = now.plus(Duration.ofMinutes(5));
    login("admin", "right", "a");
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void forgetsAVerifiedPasswordWhenItIsReplaced() {
    login("admin", "right", "a");
    users.replace(new LocalUser("admin", Role.ADMIN, "newer"));

    assertThatThrownBy(() -> login("admin", "right", "a"))
        .isInstanceOf(BadCredentialsException.class);
    assertThat(login("admin", "newer", "a").isAuthenticated()).isTrue();
  }

  @Test
  void locksAnAccountForOneAddressAfterFiveWrongPasswords() {
    fail(5);

    assertThatThrownBy(() -> login("admin", "right", "a")).isInstanceOf(LockedException.class);
    assertThat(login("admin", "right", "another").isAuthenticated()).isTrue();
    assertThat(login("service", "right", "a").isAuthenticated()).isTrue();
  }

  @Test
  void opensALockAfterItsTime() {
    fail(5);
    now = now.plusSeconds(31);

    assertThat(login("admin", "right", "a").isAuthenticated()).isTrue();
  }

  @Test
  void countsWrongPasswordsInARowOnly() {
    fail(4);
    login("admin", "right", "a");
    fail(4);

    assertThat(login("admin", "right", "a").isAuthenticated()).isTrue();
  }

  @Test
  void checksUnknownNamesAsLongAsKnownOnes() {
    assertThatThrownBy(() -> login("nobody", "right", "a"))
        .isInstanceOf(BadCredentialsException.class);
    assertThat(checks).isEqualTo(1);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++)
      assertThatThrownBy(() -> login("admin", "wrong", "a"))
          .isInstanceOf(BadCredentialsException.class);
  }

  private List<String> authorities(String user) {
    return login(user, "right", "a").getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .toList();
  }

  private Authentication login(String user, String password, String address) {
    var request = UsernamePasswordAuthenticationToken.unauthenticated(user, password);
    request.setDetails(new WebAuthenticationDetails(address, null));
    return login.authenticate(request);
  }

  /** Compares as they are, and counts. */
  private final class Plain implements PasswordEncoder {
    @Override
    public String encode(@Nullable CharSequence password) {
      return String.valueOf(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      checks++;
      return String.valueOf(password).equals(hash);
    }
  }
}
