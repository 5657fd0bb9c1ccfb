package io.sluice.model;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of models.
 *
 * @param requireSignature whether artifacts without a signature are refused; a wrong signature
 *     always is
 * @param requireImportSignature whether graphs of other tools need one, too
 */
@ConfigurationProperties("sluice.model")
record ModelSettings(
    @DefaultValue("true") boolean requireSignature,
    @DefaultValue("false") boolean requireImportSignature) {}
