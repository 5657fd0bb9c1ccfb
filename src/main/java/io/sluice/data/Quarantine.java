package io.sluice.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the values that broke a rule in a run, batch by batch. */
public final class Quarantine {
  private static final List<String> COLUMNS = List.of("line", "column", "rule", "value", "message");
  private static final int BATCH = 1_024;

  /**
   * A stretch of a run's bad values.
   *
   * @param total of the run
   */
  public record Page(long total, int offset, int limit, List<BadRow> rows) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  private final DatasetCatalog catalog;
  private final DatasetStore store;

  public Quarantine(DatasetCatalog catalog, DatasetStore store) {
    this.catalog = catalog;
    this.store = store;
  }

  /** How many there are. */
  public long rows(String run) {
    return last(catalog.ofRun(run)).stream().mapToLong(Dataset::rows).sum();
  }

  /**
   * @param personal whether the reader may see personal data
   */
  public Page page(String run, int offset, int limit, boolean personal) {
    List<BadRow> rows = new ArrayList<>();
    read(run, offset, limit, personal, rows::add);
    return new Page(rows(run), offset, limit, rows);
  }

  /** Hands out the rows of a stretch, in the order of their datasets. */
  void read(String run, long offset, long limit, boolean personal, Consumer<BadRow> to) {
    List<DatasetCatalog.Entry> entries = catalog.ofRun(run);
    Set<String> open = personal ? Set.of() : open(entries);
    long skip = offset;
    long left = limit;
    for (Dataset dataset : last(entries)) {
      if (skip >= dataset.rows()) {
        skip -= dataset.rows();
        continue;
      }
      left -=
          read(
              dataset,
              skip,
              left,
              row -> to.accept(personal || open.contains(row.column()) ? row : row.masked()));
      skip = 0;
      if (left <= 0) return;
    }
  }

  private long read(Dataset dataset, long skip, long limit, Consumer<BadRow> to) {
    long given = 0;
    try (BatchReader reader = store.read(dataset.reference(), COLUMNS, BATCH)) {
      for (Batch batch = reader.next(); batch != null && given < limit; batch = reader.next())
        for (int i = 0; i < batch.size() && given < limit; i++)
          if (batch.first() + i >= skip) {
            to.accept(row(batch, i));
            given++;
          }
    }
    return given;
  }

  private static BadRow row(Batch batch, int i) {
    return new BadRow(
        (long) batch.numbers(0)[i],
        text(batch, 1, i),
        text(batch, 2, i),
        text(batch, 3, i),
        text(batch, 4, i));
  }

  private static String text(Batch batch, int column, int i) {
    String value = batch.texts(column)[i];
    return value == null ? "" : value;
  }

  /** Quarantines that no later one of the run has taken over. */
  private static List<Dataset> last(List<DatasetCatalog.Entry> entries) {
    Set<String> takenOver = new HashSet<>();
    for (DatasetCatalog.Entry entry : entries)
      if (entry.dataset().kind() == Dataset.Kind.QUARANTINE)
        takenOver.addAll(entry.lineage().parents());
    return entries.stream()
        .map(DatasetCatalog.Entry::dataset)
        .filter(d -> d.kind() == Dataset.Kind.QUARANTINE && !takenOver.contains(d.id()))
        .toList();
  }

  /** Columns known to hold no personal data; one that nobody knows is masked. */
  private static Set<String> open(List<DatasetCatalog.Entry> entries) {
    Map<String, Boolean> personal = new HashMap<>();
    for (DatasetCatalog.Entry entry : entries)
      if (entry.dataset().kind() != Dataset.Kind.QUARANTINE)
        for (Column column : entry.dataset().columns())
          personal.merge(column.name(), column.personal(), Boolean::logicalOr);
    personal.values().removeIf(isPersonal -> isPersonal);
    return personal.keySet();
  }

  /** The text as it may stand in a cell: a spreadsheet must not take it for a formula. */
  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) return "";
    return "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }
}
