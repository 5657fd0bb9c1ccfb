package io.sluice.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what callers send.
 *
 * @param maxUpload largest file that is taken in
 * @param maxScoreBody largest body of a request for scores
 */
@ConfigurationProperties("sluice.api")
public record ApiSettings(
    @DefaultValue("2GB") DataSize maxUpload, @DefaultValue("16MB") DataSize maxScoreBody) {}
