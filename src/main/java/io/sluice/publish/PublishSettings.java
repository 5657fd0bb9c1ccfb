package io.sluice.publish;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keep how many publications of a model keep their rows; an undo can go back to those
 */
@ConfigurationProperties("sluice.publish")
record PublishSettings(@DefaultValue("5") int keep) {
  PublishSettings {
    if (keep < 2)
      throw new IllegalArgumentException(
          "sluice.publish.keep is " + keep + "; an undo needs at least 2");
  }
}
