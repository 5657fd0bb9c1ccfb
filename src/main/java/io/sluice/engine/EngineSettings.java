package io.sluice.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the engine works.
 *
 * @param jobThreads that run steps at a time on this node; the connection pool must be larger
 * @param lock after which another node may take a job over; above twice the longest deadline of any
 *     step, because a job that outlives its lock is run again
 * @param retries waits between the tries of a failed job
 * @param deadAfter silence after which a node counts as dead and its jobs are given back
 * @param mostStarts how often a job may be begun without an end before it is stopped
 * @param lastJobs how long jobs under way are waited for when the product is told to stop
 * @param history how long an ended run stays in Cockpit, unless its flow says otherwise
 */
@ConfigurationProperties("sluice.engine")
record EngineSettings(
    @DefaultValue("2") int jobThreads,
    @DefaultValue("PT65M") Duration lock,
    @DefaultValue("PT10S,PT1M,PT10M,PT1H") String retries,
    @DefaultValue("PT30S") Duration deadAfter,
    @DefaultValue("5") int mostStarts,
    @DefaultValue("PT8S") Duration lastJobs,
    @DefaultValue("P30D") String history) {}
