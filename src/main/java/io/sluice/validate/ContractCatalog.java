package io.sluice.validate;

import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.data.Standby;
import io.sluice.data.Standbys;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contracts under {@code config/contracts/}, each in {@code <name>.odcs.yaml}. A changed file
 * is read again at its next use; while a changed file is wrong, its last good version serves on.
 */
public final class ContractCatalog implements SchemaCatalog, Standbys {
  public static final String FOLDER = "config/contracts";
  private static final Logger LOG = LoggerFactory.getLogger(ContractCatalog.class);

  private final ConfigFolder folder;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  public ContractCatalog(ConfigFolder folder) {
    this.folder = folder;
  }

  /** The content that was read last, and what came of it: a broken file is reported once. */
  private record Known(byte[] content, @Nullable Contract good, @Nullable ConfigException error) {}

  /** Names of all contract files, good or not. */
  public List<String> names() {
    return folder.list(FOLDER, ContractParser.SUFFIX).stream().map(ContractParser::name).toList();
  }

  @Override
  public Schema schema(String contract) {
    return contract(contract).schema();
  }

  @Override
  public Standby standby(String contract, String source) {
    return contract(contract).standbys().getOrDefault(source, Standby.NONE);
  }

  /**
   * @throws ConfigException when there is no such contract, or its file is wrong and never was good
   */
  public Contract contract(String name) {
    ConfigFolder.Entry file =
        folder
            .find(FOLDER, name + ContractParser.SUFFIX)
            .orElseThrow(() -> new ConfigException(missing(name)));
    Known last = known.get(name);
    Known now = last != null && last.content() == file.content() ? last : now(name, file);
    if (now.good() != null) return now.good();
    throw new ConfigException(String.valueOf(now.error() == null ? "" : now.error().getMessage()));
  }

  private Known now(String name, ConfigFolder.Entry file) {
    return Objects.requireNonNull(
        known.compute(
            name,
            (key, before) ->
                before != null && Arrays.equals(before.content(), file.content())
                    ? new Known(file.content(), before.good(), before.error())
                    : read(file, before)));
  }

  private static Known read(ConfigFolder.Entry file, @Nullable Known before) {
    try {
      return new Known(file.content(), ContractParser.parse(file), null);
    } catch (ConfigException e) {
      Contract good = before == null ? null : before.good();
      LOG.error(
          "Contract refused{}: {}",
          good == null ? "" : ", the last good version serves on",
          e.getMessage());
      return new Known(file.content(), good, e);
    }
  }

  private String missing(String name) {
    return "there is no contract '%s' in %s; known: %s"
        .formatted(name, FOLDER, String.join(", ", names()));
  }
}
