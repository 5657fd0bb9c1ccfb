package io.sluice.access;

import java.util.Locale;
import java.util.Set;

/**
 * A user as kept in {@code users.json}.
 *
 * @param hash of the password, with the name of its algorithm in braces
 */
record LocalUser(String name, Role role, String hash) {

  Account account() {
    String word = role.word();
    String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    return new Account(name, title, Set.of(role));
  }
}
