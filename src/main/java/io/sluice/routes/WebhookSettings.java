package io.sluice.routes;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who is told what happens to models.
 *
 * @param url takes POSTs of JSON; absent when nobody is told
 */
@ConfigurationProperties("sluice.webhook")
record WebhookSettings(@Nullable URI url) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  WebhookSettings {
    if (url != null && url.toString().isBlank()) url = null;
    if (url != null
        && (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null))
      throw new IllegalArgumentException(
          "sluice.webhook.url must be an http or https address with a host");
  }
}
