package io.sluice.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The users of this installation, one for each role, in the order of the roles. */
final class LocalUsers implements Accounts {
  private final ConcurrentHashMap<String, LocalUser> users = new ConcurrentHashMap<>();
  private final List<String> order = new ArrayList<>();

  LocalUsers(List<LocalUser> all) {
    for (LocalUser user : all) {
      if (users.put(user.name(), user) != null)
        throw new IllegalArgumentException("user " + user.name() + " is there twice");
      order.add(user.name());
    }
  }

  Optional<LocalUser> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  /** A user's new password counts from now on. */
  void replace(LocalUser user) {
    users.replace(user.name(), user);
  }

  @Override
  public List<Account> all() {
    return order.stream().flatMap(name -> find(name).stream()).toList();
  }

  @Override
  public Optional<Account> find(String name) {
    return user(name).map(LocalUser::account);
  }
}
