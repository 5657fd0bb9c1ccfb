package io.sluice.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * Somebody who can log in.
 *
 * @param roles as given; {@link #holds} knows what they include
 */
public record Account(String name, String displayName, Set<Role> roles) {
  public Account {
    if (name.isBlank()) throw new IllegalArgumentException("an account needs a name");
    if (roles.isEmpty()) throw new IllegalArgumentException("account " + name + " needs a role");
    roles = Set.copyOf(roles);
  }

  /** The roles and what they include. */
  public Set<Role> allRoles() {
    EnumSet<Role> all = EnumSet.noneOf(Role.class);
    roles.forEach(role -> all.addAll(role.included()));
    return all;
  }

  public boolean holds(Role role) {
    return allRoles().contains(role);
  }
}
