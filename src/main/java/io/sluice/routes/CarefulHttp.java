package io.sluice.routes;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.common.HttpHeaderFilterStrategy;
import org.apache.camel.spi.annotations.Component;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.springframework.util.unit.DataSize;

/**
 * HTTP for connectors. It follows no redirect and repeats nothing by itself, for repeating is for
 * {@link OutsideCalls}; it keeps no cookies from one call to the next; it reads no more of an
 * answer than is allowed; and no header of an answer speaks for the route.
 */
@Component("http,https")
final class CarefulHttp extends HttpComponent {
  private static final Http1Config SHORT_HEAD =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(100).build();

  private final long most;

  private CarefulHttp(DataSize most) {
    this.most = most.toBytes();
    setRedirectHandlingDisabled(true);
    setAutomaticRetriesDisabled(true);
    setCookieManagementDisabled(true);
    setHttpClientConfigurer(client -> client.addExecInterceptorFirst("size", this::bounded));
    HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
    headers.getInFilter().add(CamelLookup.REFUSED);
    headers.getInFilter().add(CamelTargets.NOTICE);
    setHeaderFilterStrategy(headers);
  }

  static void offer(CamelContext camel, DataSize most) {
    for (String scheme : new String[] {"http", "https"})
      camel.addComponent(scheme, new CarefulHttp(most));
  }

  private ClassicHttpResponse bounded(
      ClassicHttpRequest request, ExecChain.Scope call, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse answer = chain.proceed(request, call);
    if (answer.getEntity() != null)
      answer.setEntity(
          new BoundedEntity(answer.getEntity(), most, call.execRuntime::discardEndpoint));
    return answer;
  }

  /** As Camel makes it, but for the length of an answer's head, which nothing limits there. */
  @Override
  protected HttpClientConnectionManager createConnectionManager(
      Registry<ConnectionSocketFactory> sockets, int total, int perRoute, SocketConfig config) {
    PoolingHttpClientConnectionManager manager =
        new PoolingHttpClientConnectionManager(
            sockets,
            PoolConcurrencyPolicy.STRICT,
            TimeValue.ofMilliseconds(getConnectionTimeToLive()),
            ManagedHttpClientConnectionFactory.builder().http1Config(SHORT_HEAD).build());
    manager.setMaxTotal(total > 0 ? total : getMaxTotalConnections());
    manager.setDefaultMaxPerRoute(perRoute > 0 ? perRoute : getConnectionsPerRoute());
    manager.setDefaultSocketConfig(config);
    return manager;
  }
}
