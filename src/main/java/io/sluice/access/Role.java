package io.sluice.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person or a program is trusted with. */
public enum Role {
  /** Answers for what a flow decides. */
  OWNER,
  /** Keeps runs going: files, retries, incidents. */
  OPERATOR,
  /** Draws flows and decisions. */
  MODELER,
  /** Says yes or no to what waits for a person. */
  APPROVER,
  /** Trains and watches models. */
  SCIENTIST,
  /** May do everything that the others may. */
  ADMIN,
  /** A program that reads scores. */
  SERVICE;

  /** Every role that this one includes, itself among them. */
  public Set<Role> included() {
    return this == ADMIN ? EnumSet.allOf(Role.class) : EnumSet.of(this);
  }

  /** The role in lower case, as user names and the engine's groups have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
