package io.sluice.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.data.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the draft makes of a column.
 *
 * @param role target, key, feature or left-out
 * @param missing share of rows without a value
 * @param distinct values
 * @param classification for the contract, a guess
 * @param auc how well it alone tells the answer; absent for target and key
 * @param notes what a person should look at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    String column,
    String role,
    Type type,
    double missing,
    int distinct,
    String classification,
    @Nullable Double auc,
    List<String> notes) {
  static final String TARGET = "target";
  static final String KEY = "key";
  static final String FEATURE = "feature";
  static final String LEFT_OUT = "left-out";

  public Finding {
    notes = List.copyOf(notes);
  }

  boolean feature() {
    return role.equals(FEATURE);
  }
}
