package io.sluice.heal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the jobs of a target that does not answer are held back, and how they are let go.
 *
 * @param leastJobs failing jobs from which on a target is parked
 * @param share of the target's traffic (failing jobs and calls that succeed in a minute) that they
 *     must be; from 0 to 1
 * @param canaries jobs that try at a time whether it answers again
 * @param probeEvery wait between two tries
 * @param horizon how far the jobs' due dates are moved; should nobody sweep any more, they go on by
 *     themselves after it
 * @param patience after which a job that was let go and has neither gone through nor failed counts
 *     as failed
 */
@ConfigurationProperties("sluice.heal.parking")
public record ParkingSettings(
    @DefaultValue("50") int leastJobs,
    @DefaultValue("0.5") double share,
    @DefaultValue("2") int canaries,
    @DefaultValue("PT10S") Duration probeEvery,
    @DefaultValue("PT10M") Duration horizon,
    @DefaultValue("PT5M") Duration patience) {

  /**
   * @throws IllegalArgumentException when a value makes no sense
   */
  public ParkingSettings {
    if (leastJobs < 1)
      throw new IllegalArgumentException("sluice.heal.parking.least-jobs is at least 1");
    if (share < 0 || share > 1)
      throw new IllegalArgumentException("sluice.heal.parking.share is from 0 to 1");
    if (canaries < 1)
      throw new IllegalArgumentException("sluice.heal.parking.canaries is at least 1");
  }

  /**
   * Whether a target is to be parked.
   *
   * @param failing jobs that wait for it
   * @param succeeded calls of it in the last minute, on all nodes
   */
  public boolean trips(long failing, long succeeded) {
    return failing >= leastJobs && failing >= share * (failing + succeeded);
  }
}
