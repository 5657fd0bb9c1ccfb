package io.sluice.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How logins are guarded.
 *
 * @param failures wrong passwords in a row that lock an account for one address
 * @param lock how long such a lock lasts
 * @param remember how long a verified password of an API caller needs no new hashing
 */
@ConfigurationProperties("sluice.access")
public record AccessSettings(
    @DefaultValue("5") int failures,
    @DefaultValue("PT30S") Duration lock,
    @DefaultValue("PT5M") Duration remember) {
  public AccessSettings {
    if (failures < 1) throw new IllegalArgumentException("sluice.access.failures must be above 0");
  }
}
