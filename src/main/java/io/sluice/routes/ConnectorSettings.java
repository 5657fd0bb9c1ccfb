package io.sluice.routes;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What all connectors keep to.
 *
 * @param maxAnswer the body of an HTTP answer may be as large, unpacked; a larger one is refused
 *     and not read on
 */
@ConfigurationProperties("sluice.connectors")
record ConnectorSettings(@DefaultValue("1MB") DataSize maxAnswer) {
  ConnectorSettings {
    if (maxAnswer.toBytes() < 1)
      throw new IllegalArgumentException("sluice.connectors.max-answer must be a size, as 1MB");
  }
}
