package io.sluice.kit;

import io.sluice.kit.FaultProxy.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection through a {@link FaultProxy}. */
final class ProxiedLink implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final FaultProxy.Owner owner;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean cut;
  private volatile boolean stopped;
  private volatile boolean answering = true;

  ProxiedLink(Socket client, FaultProxy.Owner owner) {
    this.client = client;
    this.owner = owner;
  }

  void begin(InetSocketAddress upstream) {
    if (owner.fault() == Fault.RESET) {
      reset();
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                server.connect(upstream);
                Thread.ofVirtual().start(() -> pump(this::answers));
                pump(this::requests);
              } catch (IOException e) {
                close();
              }
            });
  }

  private interface Pump {
    void run() throws IOException;
  }

  private void pump(Pump pump) {
    try (this) {
      pump.run();
    } catch (IOException e) {
      // One of the ends is gone, so this is.
    }
  }

  private void requests() throws IOException {
    InputStream in = client.getInputStream();
    OutputStream out = server.getOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      if (answering) owner.requested();
      answering = false;
      if (owner.fault() == Fault.SILENT) continue;
      if (owner.cuts(new String(chunk, 0, n, StandardCharsets.ISO_8859_1))) cut = true;
      out.write(chunk, 0, n);
    }
  }

  private void answers() throws IOException {
    InputStream in = server.getInputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      if (cut) {
        owner.cut();
        return;
      }
      answering = true;
      pass(chunk, n);
    }
  }

  private void pass(byte[] chunk, int n) throws IOException {
    switch (owner.fault()) {
      case SILENT -> {}
      case DRIP -> {
        for (int i = 0; i < n && !isClosedAfterASecond(); i++) write(chunk, i, 1);
      }
      case STOP_MID_ANSWER -> {
        if (!stopped) write(chunk, 0, n / 2);
        stopped = true;
      }
      default -> write(chunk, 0, n);
    }
  }

  private void write(byte[] chunk, int from, int count) throws IOException {
    client.getOutputStream().write(chunk, from, count);
    owner.answered(count);
  }

  private boolean isClosedAfterASecond() {
    try {
      return closed.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends it as a machine does that knows of no such connection. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is gone already.
    }
    close();
  }

  @Override
  public void close() {
    closed.countDown();
    owner.ended(this);
    for (Socket end : new Socket[] {client, server})
      try {
        end.close();
      } catch (IOException e) {
        // It is gone already.
      }
  }
}
