package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on this machine, knows nothing of what they speak, and fails
 * as networks do. A fault counts from the moment it is set, on connections that stand as well.
 */
public final class FaultProxy implements AutoCloseable {
  private final InetSocketAddress upstream;
  private final Set<ProxiedLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicReference<@Nullable String> cutOnce = new AtomicReference<>();
  private final int port;
  private volatile Fault fault = Fault.PASS;
  private @Nullable ServerSocket door;

  /** What goes wrong. */
  public enum Fault {
    PASS,
    /** Nobody listens, and what stood is closed. */
    REFUSE,
    /** Each connection is reset. */
    RESET,
    /** Takes connections and requests and says nothing. */
    SILENT,
    /** A byte of the answer a second. */
    DRIP,
    /** The server gets the request and does it; its answer is lost with the connection. */
    CUT_AFTER_REQUEST,
    /** Half of what comes first of the answer, then nothing; the connection stands. */
    STOP_MID_ANSWER
  }

  /**
   * @param port of the server on this machine
   */
  public FaultProxy(int port) {
    this.upstream = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.port = open(0);
  }

  public int port() {
    return port;
  }

  /** Connections taken so far. */
  public int connections() {
    return connections.get();
  }

  /** Requests so far: how often a client spoke first, or after an answer. */
  public int requests() {
    return requests.get();
  }

  /** Answers lost after the server had done its work. */
  public int cuts() {
    return cuts.get();
  }

  /** Bytes of answers that were passed on. */
  public long answered() {
    return answered.get();
  }

  /** Connections that stand now. */
  public int standing() {
    return links.size();
  }

  public synchronized void set(Fault next) {
    boolean refused = fault == Fault.REFUSE;
    fault = next;
    if (next == Fault.REFUSE) shut();
    else if (refused) assertThat(open(port)).isEqualTo(port);
    if (next == Fault.REFUSE) links.forEach(ProxiedLink::close);
    if (next == Fault.RESET) links.forEach(ProxiedLink::reset);
  }

  /** Of the next request that holds a text, and of that alone, the answer is lost. */
  public void cutOnce(String text) {
    cutOnce.set(text);
  }

  private int open(int wanted) {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      door = opened;
      Thread.ofVirtual().start(() -> take(opened));
      return opened.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(ServerSocket from) {
    while (!from.isClosed())
      try {
        Socket client = from.accept();
        connections.incrementAndGet();
        ProxiedLink link = new ProxiedLink(client, new Owner());
        links.add(link);
        link.begin(upstream);
      } catch (IOException e) {
        // The door is shut.
      }
  }

  /** What a link asks and tells. */
  final class Owner {
    Fault fault() {
      return fault;
    }

    void requested() {
      requests.incrementAndGet();
    }

    /** Whether the answer to a request is to be lost. */
    boolean cuts(String request) {
      String text = cutOnce.get();
      boolean once = text != null && request.contains(text) && cutOnce.compareAndSet(text, null);
      return once || fault == Fault.CUT_AFTER_REQUEST;
    }

    void cut() {
      cuts.incrementAndGet();
    }

    void answered(int bytes) {
      answered.addAndGet(bytes);
    }

    void ended(ProxiedLink link) {
      links.remove(link);
    }
  }

  private void shut() {
    try {
      ServerSocket open = door;
      if (open != null) open.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    shut();
    links.forEach(ProxiedLink::close);
  }
}
