package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A move of a role.
 *
 * @param kind release, rollback, challenge, retire or reinstate
 * @param from absent when the role was empty
 * @param to absent when the role is empty since
 * @param run whose step moved it, blank when a person did
 * @param user who moved it, blank when a step did
 */
record MoveView(
    String role,
    String kind,
    @Nullable String from,
    @Nullable String to,
    String run,
    String element,
    String user,
    Instant moved) {}
