package io.sluice.routes;

import io.sluice.step.StepRejected;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * An address that is told of events. The header {@value #SIGNATURE} holds {@code sha256=} and the
 * HMAC-SHA256 (RFC 2104) of the body in hex; {@value #EVENT} is the same when an event is told
 * again. Redirects are not followed.
 */
final class Webhook {
  static final String SIGNATURE = "Sluice-Signature";
  static final String EVENT = "Sluice-Event";
  static final String CONNECTOR = "webhook";
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Answers of the 4xx that may be another one later. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final URI url;
  private final SecretKey key;
  private final OutsideCalls calls;
  private final HttpClient client;

  Webhook(URI url, SecretKey key, OutsideCalls calls) {
    this.url = url;
    this.key = key;
    this.calls = calls;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Returns once the receiver has the event.
   *
   * @throws StepRejected {@code webhook-refused} when it will never take it
   * @throws io.sluice.step.StepUnavailable when it could not take it now
   */
  void send(String event, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .header(EVENT, event)
            .header(SIGNATURE, "sha256=" + hmac(body))
            .POST(BodyPublishers.ofString(body))
            .build();
    int status = calls.once(CONNECTOR, () -> answer(request));
    if (status >= 300) throw new StepRejected("webhook-refused", "the webhook answered " + status);
  }

  /** A refusal is an answer, and opens no circuit. */
  private int answer(HttpRequest request) throws Exception {
    int status = client.send(request, BodyHandlers.discarding()).statusCode();
    if (status >= 500 || PASSING.contains(status))
      throw new IllegalStateException("the webhook answered " + status);
    return status;
  }

  private String hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an event cannot be signed", e);
    }
  }
}
