package io.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.ConfigFolder;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateInlineTest {
  @TempDir private Path root = Path.of("");

  @BeforeEach
  void contract() throws IOException {
    Path folder = Files.createDirectories(root.resolve(ContractCatalog.FOLDER));
    Files.writeString(folder.resolve("people.odcs.yaml"), Contracts.PEOPLE);
    String lax = "customProperties: [{property: tolerance, value: 0.9}]\n";
    Files.writeString(folder.resolve("lax.odcs.yaml"), Contracts.PEOPLE + lax);
  }

  @Test
  void aGoodRowComesOutTypedWithItsKey() {
    var out = run("people", List.of(row("a", "age", " 40 ", "member", "Yes", "income", "12.50")));
    assertThat(((Records.Inline) out.valid().records()).rows().getFirst())
        .containsEntry("age", 40L)
        .containsEntry("member", true)
        .containsEntry("income", 12.5)
        .containsEntry("joined", "2024-02-29")
        .containsEntry("seen", "2024-02-29T11:00:00.500")
        .containsEntry("_key", "a")
        .containsEntry("_line", 1L);
    assertThat(out.quarantine()).isNull();
  }

  @Test
  void eachKindOfBadCellIsFound() {
    assertThat(found(row("a", "age", "17"))).containsExactly("age:minimum:17");
    assertThat(found(row("a", "age", 100))).containsExactly("age:maximum:100");
    assertThat(found(row("a", "age", 12.5))).containsExactly("age:type:12.5");
    assertThat(found(row("a", "age", true))).containsExactly("age:type:true");
    assertThat(found(row("a", "age", ""))).containsExactly("age:required:");
    assertThat(found(row("a", "income", "1,5"))).containsExactly("income:type:1,5");
    assertThat(found(row("a", "income", "1.555"))).containsExactly("income:multiple-of:1.555");
    assertThat(found(row("a", "income", Double.NaN))).containsExactly("income:type:NaN");
    assertThat(found(row("a", "housing", "boat"))).containsExactly("housing:valid-values:boat");
    assertThat(found(row("a", "joined", "2019-12-31")))
        .containsExactly("joined:minimum:2019-12-31");
    assertThat(found(row("a", "seen", "yesterday"))).containsExactly("seen:type:yesterday");
    assertThat(found(row("a", "agee", 1))).containsExactly("agee:unknown-column:1");
    assertThat(found(row(7))).containsExactly("id:type:7");
  }

  @Test
  void theSameRowTwiceIsKeptOnceAndRowsOfOneKeyAllGo() {
    var same = run("lax", List.of(row("a"), row("a"), row("b")));
    assertThat(same.accepted()).isEqualTo(2);
    var other = run("lax", List.of(row("a"), row("a", "age", 41), row("b")));
    assertThat(other.accepted()).isEqualTo(1);
    assertThat(other.rejected()).isEqualTo(2);
  }

  @Test
  void aBadCaseIsRejectedWithItsReasonAndWithoutItsValue() {
    assertThatThrownBy(() -> run("people", List.of(row("a", "age", "17"))))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("over-tolerance"))
        .hasMessageContaining("age: must be at least 18")
        .hasMessageContaining("(minimum, 1 rows)")
        .hasMessageNotContaining("17");
  }

  @Test
  void validatingWhatIsValidChangesNothing() {
    var once = run("people", List.of(row("a"), row("b")));
    var rows = ((Records.Inline) once.valid().records()).rows();
    assertThat(run("people", rows).valid()).isEqualTo(once.valid());
  }

  @Test
  void nothingButBadRowsIsRejectedWhateverIsTolerated() {
    List<Map<String, Object>> rows =
        IntStream.range(0, 3).mapToObj(i -> row("r" + i, "age", "x")).toList();
    assertThatThrownBy(() -> run("lax", rows)).hasMessageContaining("3 of 3 rows");
    assertThatThrownBy(() -> run("lax", List.of())).hasMessage("there are no rows");
  }

  private List<String> found(Map<String, Object> row) {
    List<Map<String, Object>> rows = List.of(row("good"), row);
    var quarantine = (Records.Inline) Objects.requireNonNull(run("lax", rows).quarantine());
    return quarantine.rows().stream()
        .peek(found -> assertThat(found).containsEntry("line", 2L))
        .map(f -> f.get("column") + ":" + f.get("rule") + ":" + f.get("value"))
        .toList();
  }

  private Validate.Output run(String contract, List<Map<String, Object>> rows) {
    StoredRows none =
        (raw, rejects, of, progress) -> {
          throw new IllegalStateException("no stored rows here");
        };
    return new Validate(new ContractCatalog(new ConfigFolder(root)), none)
        .run(
            new Validate.Input(
                StepCall.detached("validate"),
                new RawRecords(new Records.Inline(rows), contract),
                null,
                null,
                Validate.Surplus.REFUSE));
  }

  private static Map<String, Object> row(Object id, Object... changes) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", id);
    row.put("age", 40);
    row.put("housing", "rent");
    row.put("joined", "2024-02-29");
    row.put("seen", "2024-02-29T12:00:00.5+01:00");
    for (int i = 0; i < changes.length; i += 2) row.put((String) changes[i], changes[i + 1]);
    return row;
  }
}
