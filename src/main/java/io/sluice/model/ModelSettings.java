package io.sluice.model;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of models.
 *
 * @param requireSignature whether artifacts without a signature are refused; a wrong signature
 *     always is
 */
@ConfigurationProperties("sluice.model")
record ModelSettings(@DefaultValue("true") boolean requireSignature) {}
