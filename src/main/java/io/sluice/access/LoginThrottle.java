package io.sluice.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** Counts wrong passwords by account and address, and locks the pair after too many in a row. */
final class LoginThrottle {
  private static final int MOST = 10_000;

  /** Who tries, and from where. */
  record Attempt(String account, String address) {}

  private record Failures(int count, long until) {}

  private final ConcurrentHashMap<Attempt, Failures> failures = new ConcurrentHashMap<>();
  private final int most;
  private final Duration lock;
  private final InstantSource clock;

  LoginThrottle(int most, Duration lock, InstantSource clock) {
    this.most = most;
    this.lock = lock;
    this.clock = clock;
  }

  boolean locked(Attempt attempt) {
    Failures known = failures.get(attempt);
    if (known == null || known.count() < most) return false;
    long left = known.until() - clock.millis();
    // A longer lock than any was begun before the clock was set back.
    return left > 0 && left <= lock.toMillis();
  }

  /** The last failure starts the lock; failures further back than that are forgotten. */
  void failed(Attempt attempt) {
    long now = clock.millis();
    if (failures.size() >= MOST) failures.values().removeIf(known -> known.until() <= now);
    if (failures.size() >= MOST) failures.clear();
    failures.compute(
        attempt,
        (key, known) ->
            new Failures(
                known == null || known.until() <= now ? 1 : known.count() + 1,
                now + lock.toMillis()));
  }

  void succeeded(Attempt attempt) {
    failures.remove(attempt);
  }

  Duration lock() {
    return lock;
  }
}
