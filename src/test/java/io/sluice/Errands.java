package io.sluice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send one errand after another; what they were told of is their ledger. */
final class Errands implements AutoCloseable {
  private final Sender sender;
  private final Map<String, Errand> ledger = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ExecutorService threads;
  private final List<Future<?>> clients = new ArrayList<>();
  private volatile boolean over;

  Errands(Sender sender, int clients, long seed) {
    this.sender = sender;
    this.threads = Executors.newFixedThreadPool(clients);
    for (int i = 0; i < clients; i++) {
      Random random = new Random(seed + i);
      this.clients.add(threads.submit(() -> work(random)));
    }
  }

  private void work(Random random) {
    while (!over) {
      Errand errand = Errand.values()[random.nextInt(Errand.values().length)];
      ledger.put(errand.run(sender, numbers.incrementAndGet()), errand);
    }
  }

  /** What was done, by the run that did it. */
  Map<String, Errand> ledger() {
    return ledger;
  }

  /** Lets every client bring its last errand to its end. */
  void finish() throws InterruptedException, ExecutionException {
    over = true;
    for (Future<?> client : clients) client.get();
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
