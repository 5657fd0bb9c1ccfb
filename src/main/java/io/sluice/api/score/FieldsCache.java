package io.sluice.api.score;

import io.sluice.data.ConfigException;
import io.sluice.score.ScoringModel;
import io.sluice.validate.Contract;
import io.sluice.validate.ContractCatalog;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the versions that are asked for. Contracts are files, and looking for a changed one
 * takes longer than scoring: it is done once a second.
 */
final class FieldsCache {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 256;

  private final ContractCatalog contracts;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();
  private final Set<Key> looking = ConcurrentHashMap.newKeySet();

  FieldsCache(ContractCatalog contracts) {
    this.contracts = contracts;
  }

  private record Key(String model, String version) {}

  private record Known(Fields fields, long read) {}

  /**
   * @throws ConfigException when the version's contract is not there or wrong
   */
  Fields of(ScoringModel model) {
    Key key = new Key(model.name().value(), model.version());
    Known now = known.get(key);
    if (now != null && System.nanoTime() - now.read() < FRESH) return now.fields();
    // One caller looks; those who come meanwhile go on with what was known.
    if (!looking.add(key) && now != null) return now.fields();
    try {
      if (known.size() >= MOST) known.clear();
      Known fresh = read(model, now);
      known.put(key, fresh);
      return fresh.fields();
    } finally {
      looking.remove(key);
    }
  }

  private Known read(ScoringModel model, @Nullable Known before) {
    Contract contract = contracts.contract(model.facts().contract());
    Fields fields =
        before != null && before.fields().contract() == contract
            ? before.fields()
            : new Fields(contract, model);
    return new Known(fields, System.nanoTime());
  }
}
