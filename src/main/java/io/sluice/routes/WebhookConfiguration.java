package io.sluice.routes;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {

  @Bean
  EventWatch eventWatch(
      WebhookSettings settings, SecretKey webhookKey, OutsideCalls outsideCalls, JdbcClient jdbc) {
    URI url = settings.url();
    if (url == null) return new EventWatch(null);
    outsideCalls.know(List.of(Webhook.CONNECTOR));
    Webhook webhook = new Webhook(url, webhookKey, outsideCalls);
    return new EventWatch(new EventSender(jdbc, webhook, InstantSource.system()));
  }

  /** Looks for events in a thread of its own: a slow receiver must hold up nothing else. */
  static final class EventWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);

    private final @Nullable EventSender sender;
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook").daemon().factory());

    EventWatch(@Nullable EventSender sender) {
      this.sender = sender;
    }

    @EventListener(ApplicationStartedEvent.class)
    void start() {
      EventSender known = sender;
      if (known != null) thread.scheduleWithFixedDelay(() -> look(known), 0, 1, TimeUnit.SECONDS);
    }

    /** What a scheduled task throws would end it for good. */
    private static void look(EventSender sender) {
      try {
        sender.look();
      } catch (RuntimeException e) {
        LOG.warn("Events could not be looked for", e);
      }
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }
}
