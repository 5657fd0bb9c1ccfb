package io.sluice.api.flow;

import io.sluice.data.ConfigException;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.decide.DecisionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hides the personal features of decision records from those who may not see them. */
final class DecisionMask {
  private static final String HIDDEN = "•••";

  private final SchemaCatalog schemas;

  DecisionMask(SchemaCatalog schemas) {
    this.schemas = schemas;
  }

  /** The record with hidden values in the place of personal ones. */
  DecisionRecord of(DecisionRecord record, boolean personal) {
    if (personal) return record;
    Map<String, @Nullable Object> shown = visible(record, false);
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    record
        .features()
        .forEach((name, value) -> features.put(name, shown.containsKey(name) ? value : HIDDEN));
    return new DecisionRecord(
        record.id(),
        record.run(),
        record.element(),
        record.businessKey(),
        record.flow(),
        record.flowVersion(),
        record.contract(),
        record.contractVersion(),
        record.inputSha256(),
        features,
        record.model(),
        record.modelVersion(),
        record.modelRole(),
        record.score(),
        record.reasons(),
        record.verdicts(),
        record.decision(),
        record.rung(),
        record.human(),
        record.decided(),
        record.band(),
        record.redoes());
  }

  /** The features that may be seen; a column that no contract knows counts as personal. */
  Map<String, @Nullable Object> visible(DecisionRecord record, boolean personal) {
    if (personal) return record.features();
    Optional<Schema> schema = schema(record.contract());
    Map<String, @Nullable Object> visible = new LinkedHashMap<>();
    record
        .features()
        .forEach(
            (name, value) -> {
              if (schema.flatMap(s -> s.column(name)).filter(c -> !c.personal()).isPresent())
                visible.put(name, value);
            });
    return visible;
  }

  private Optional<Schema> schema(String contract) {
    try {
      return Optional.of(schemas.schema(contract));
    } catch (ConfigException gone) {
      return Optional.empty();
    }
  }
}
