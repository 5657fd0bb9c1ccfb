package io.sluice.api;

import io.sluice.heal.Outages;
import io.sluice.heal.ParkingBook;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Targets whose jobs are held back, a line each, and the hands of operators on them. */
@RestController
@Tag(name = "Outages")
@RequestMapping("/api/outages")
class OutagesApi {
  private static final int LONGEST = 2_000;

  private final Outages outages;

  OutagesApi(Outages outages) {
    this.outages = outages;
  }

  /**
   * @param waiting jobs that are held back
   * @param released jobs that were let go and are not done yet
   * @param probeAt when canaries try next; null when only a person lets the jobs go
   */
  record OutageLine(
      String target,
      ParkingBook.State state,
      String actor,
      String reason,
      Instant since,
      @Nullable Instant probeAt,
      long waiting,
      long released,
      @Nullable String taskRun) {
    static OutageLine of(Outages.Outage outage) {
      return new OutageLine(
          outage.parked().target(),
          outage.parked().state(),
          outage.parked().actor(),
          outage.parked().reason(),
          outage.parked().since(),
          outage.parked().probeAt(),
          outage.open().waiting(),
          outage.open().retrying(),
          outage.open().taskRun().orElse(null));
    }
  }

  record OutageList(List<OutageLine> outages) {}

  record Why(@Nullable String reason) {
    String given() {
      if (reason == null || reason.isBlank() || reason.length() > LONGEST)
        throw new BadParameter("reason", "why, in at most 2,000 characters; the ledger keeps it");
      return reason;
    }
  }

  @Operation(summary = "Targets whose jobs are held back")
  @GetMapping
  OutageList all() {
    return new OutageList(outages.all().stream().map(OutageLine::of).toList());
  }

  @Operation(summary = "Hold back all jobs that call a target, until they are let go")
  @PostMapping("/{target}/park")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void park(@PathVariable String target, @RequestBody Why why, Principal user) {
    if (!outages.park(target, user.getName(), why.given()))
      throw new StepRejected("outage-conflict", target + " is parked already");
  }

  @Operation(summary = "Let the jobs of a parked target go, in growing cohorts")
  @PostMapping("/{target}/release")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(@PathVariable String target, @RequestBody Why why, Principal user) {
    if (!outages.release(target, user.getName(), why.given()))
      throw new StepRejected("unknown-outage", target + " is not parked");
  }
}
