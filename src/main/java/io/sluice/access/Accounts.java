package io.sluice.access;

import java.util.List;
import java.util.Optional;

/** Everybody who can log in. */
public interface Accounts {
  List<Account> all();

  Optional<Account> find(String name);
}
