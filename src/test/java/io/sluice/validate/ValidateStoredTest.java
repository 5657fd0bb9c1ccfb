package io.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.duckdb.Opened;
import io.sluice.duckdb.RawRows;
import io.sluice.sample.Dirt;
import io.sluice.sample.LoanWorld;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateStoredTest {
  private static final String LAX = "customProperties: [{property: tolerance, value: 0.9}]\n";
  private static final String NOTES =
      """
            - {name: deep, logicalType: string, logicalTypeOptions: {pattern: "(?:a|b)*"}}
            - {name: endless, logicalType: string, logicalTypeOptions: {pattern: "(?:a+)+b"}}
      """;
  private static final String GOOD = "('%s','40','12.5','rent','yes','2024-02-29',NULL)";

  @TempDir private Path root = Path.of("");
  private @Nullable Opened opened;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(root.resolve(ContractCatalog.FOLDER));
    opened = new Opened(root);
  }

  @AfterEach
  void close() throws Exception {
    opened().close();
  }

  @Test
  void acceptedRowsAreTypedAndKeyed() throws Exception {
    contract(LAX);
    var out =
        run(
            "('b','40','1e2','rent','T',' 2024-02-29 ','2024-02-29T12:00:00+02:00')",
            "('a','12.5',NULL,NULL,NULL,NULL,NULL)",
            "('a0','9e1',NULL,NULL,NULL,NULL,NULL)");
    assertThat(rows().ask((Records.Stored) out.valid().records(), "SELECT * FROM {}"))
        .containsExactly(
            "b 40 100.0 rent true 2024-02-29 2024-02-29 10:00:00.0 2 b",
            "a0 90 null null null null null 4 a0");
    assertThat(out.accepted()).isEqualTo(2);
    assertThat(quarantined(out))
        .containsExactly("3 age type 12.5 must be a whole number such as 42");
  }

  @Test
  void theQuarantineHoldsTheRowAsSentBesideUnreadableRows() throws Exception {
    contract(LAX);
    Records.Stored raw =
        rows().values(schema(), GOOD.formatted("a"), "('b','7',NULL,'boat',NULL,'1.2.2024',NULL)");
    var out = run(raw, rows().reject());
    assertThat(out.rejected()).isEqualTo(2);
    assertThat(quarantined(out))
        .containsExactly(
            "3 age minimum 7 must be at least 18",
            "3 housing valid-values boat must be one of rent, own",
            "3 joined type 1.2.2024 must be a date such as 2026-01-31",
            "99 null field-count null 2 fields where the header has 3");
    assertThat(
            rows()
                .ask(
                    quarantine(out),
                    "SELECT record->>'id', record->>'housing', record->>'seen' FROM {} LIMIT 1"))
        .containsExactly("b boat null");
  }

  /** One overflows the stack, the other would backtrack until the end of days. */
  @Test
  void aRowThatAPatternDiesOnIsQuarantinedAndTheOthersGoOn() throws Exception {
    contract(LAX, NOTES);
    Schema schema = new ContractCatalog(new ConfigFolder(root)).contract("people").schema();
    String row = "('%s','40',NULL,NULL,NULL,NULL,NULL,%s,%s)";
    var out =
        run(
            rows()
                .values(
                    schema,
                    row.formatted("a", "'abab'", "'aab'"),
                    row.formatted("b", "repeat('ab', 100000)", "'aab'"),
                    row.formatted("c", "'abab'", "repeat('a', 60)"),
                    row.formatted("d", "'abab'", "'ab'")),
            null);
    assertThat(out.accepted()).isEqualTo(2);
    assertThat(
            rows()
                .ask(
                    (Records.Stored) Objects.requireNonNull(out.quarantine()),
                    "SELECT line, \"column\", rule FROM {}"))
        .containsExactly("3 deep pattern", "4 endless pattern");
  }

  @Test
  void theSameRowTwiceIsKeptOnceAndRowsOfOneKeyAllGo() throws Exception {
    contract(LAX);
    var out =
        run(
            GOOD.formatted("same"),
            GOOD.formatted("same"),
            GOOD.formatted("key"),
            GOOD.formatted("key").replace("40", "41"),
            GOOD.formatted("own"));
    assertThat(rows().ask((Records.Stored) out.valid().records(), "SELECT _key, _line FROM {}"))
        .containsExactly("same 2", "own 6");
    assertThat(quarantined(out))
        .containsExactly(
            "3 id unique same the same row is already in line 2",
            "4 id unique key another row with this key is in line 5",
            "5 id unique key another row with this key is in line 4");
  }

  @Test
  void tooManyBadRowsRejectTheBatchAndTheirQuarantineIsKept() throws Exception {
    contract("");
    assertThatThrownBy(() -> run(GOOD.formatted("a"), "('b','7',NULL,NULL,NULL,NULL,NULL)"))
        .isInstanceOfSatisfying(
            StepRejected.class,
            e -> {
              assertThat(e.code()).isEqualTo("over-tolerance");
              assertThat(e.facts()).containsEntry("rejected", 1L).containsEntry("rows", 2L);
              String id = String.valueOf(e.facts().get("quarantine"));
              assertThat(opened().store().describe(id).rows()).isEqualTo(1);
            })
        .hasMessage(
            "1 of 2 rows (50.0 %) break contract people, which tolerates 5.0 %."
                + " Most often: age: must be at least 18 (minimum, 1 rows)");
  }

  @Test
  void rulesOnAllRowsMeasureTheAcceptedOnes() throws Exception {
    String quality =
        """
            quality:
              - metric: rowCount
                mustBeGreaterThan: 1
              - type: sql
                name: mean-age
                query: SELECT avg(age) FROM ${object}
                mustBeBetween: [18, 39]
        """;
    contract(LAX + "", quality);
    assertThatThrownBy(() -> run(GOOD.formatted("a"), "('b','7',NULL,NULL,NULL,NULL,NULL)"))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("contract-broken"))
        .hasMessage(
            "the rows break contract people: rowCount must be more than 1 and is 1;"
                + " mean-age must be between 18 and 39 and is 40");
    contract(LAX, quality.replace("avg(age)", "avg(agee)"));
    assertThatThrownBy(() -> run(GOOD.formatted("a")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mean-age")
        .hasMessageContaining("agee");
    assertThat(root.resolve("tmp/datasets")).isEmptyDirectory();
  }

  @Test
  void dirtyApplicationsAreCaughtRowByRow() throws Exception {
    Path contracts = root.resolve(ContractCatalog.FOLDER);
    Files.copy(
        Path.of(ContractCatalog.FOLDER, "loan-application.odcs.yaml"),
        contracts.resolve("loan-application.odcs.yaml"));
    Path file = root.resolve("loans.csv");
    Dirt dirt = new Dirt(0.01, 0.01, 0.01, 0.01, 0.005);
    LoanWorld.Settings settings = LoanWorld.Settings.of(30_000, 3);
    write(settings.dirty(dirt), file);
    Schema loans = Contracts.loans().schema();
    var out = run(rows().csv(file, loans), null, "loan-application");
    assertThat(out.accepted() + out.rejected()).isEqualTo(30_000);
    assertThat(out.rejected() / 30_000.0).isBetween(0.042, 0.048);
    assertThat(rows().ask(quarantine(out), "SELECT DISTINCT rule FROM {} ORDER BY rule"))
        .contains("required", "type", "unique", "valid-values", "minimum", "maximum");
    List<String> dirtyLines =
        rows().ask(quarantine(out), "SELECT DISTINCT line FROM {} ORDER BY 1");
    assertThat(dirtyLines).containsExactlyElementsOf(changedLines(settings, file));
  }

  @Test
  void badRowsAreFoundOnTheirLinesInAFileOfManyBlocks() throws Exception {
    contract(LAX);
    Records.Stored raw =
        rows()
            .many(
                schema(),
                400_000,
                "'p' || i",
                "CASE WHEN i % 1000 = 7 THEN 'x' ELSE '40' END",
                "'12.5'",
                "'rent'",
                "'yes'",
                "'2024-02-29'",
                "'2024-02-29T12:00:00+02:00'");
    var out = run(raw, null);
    assertThat(out.rejected()).isEqualTo(400);
    assertThat(
            rows()
                .ask(
                    quarantine(out),
                    "SELECT count(*), count(*) FILTER (line % 1000 = 9 AND value = 'x') FROM {}"))
        .containsExactly("400 400");
    assertThat(
            rows()
                .ask(
                    (Records.Stored) out.valid().records(),
                    "SELECT count(*) FROM {} WHERE _key <> 'p' || (_line - 2)"))
        .containsExactly("0");
    assertThat(rows().unordered((Records.Stored) out.valid().records(), "_line")).isZero();
  }

  /** Lines that differ from the same world without dirt. */
  private List<String> changedLines(LoanWorld.Settings settings, Path dirty) throws IOException {
    Path clean = root.resolve("clean.csv");
    write(settings, clean);
    List<String> before = Files.readAllLines(clean);
    List<String> after = Files.readAllLines(dirty);
    return java.util.stream.IntStream.range(0, before.size())
        .filter(i -> !before.get(i).equals(after.get(i)))
        .mapToObj(i -> String.valueOf(i + 1))
        .toList();
  }

  private static void write(LoanWorld.Settings settings, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      new LoanWorld(settings).write(writer);
    }
  }

  private void contract(String more) throws IOException {
    contract(more, "");
  }

  private void contract(String more, String quality) throws IOException {
    Files.writeString(
        root.resolve(ContractCatalog.FOLDER).resolve("people.odcs.yaml"),
        Contracts.PEOPLE + quality + more);
  }

  private Schema schema() {
    return Contracts.people().schema();
  }

  private RawRows rows() {
    return new RawRows(opened());
  }

  private Opened opened() {
    return Objects.requireNonNull(opened);
  }

  private Validate.Output run(String... values) throws SQLException {
    return run(rows().values(schema(), values), null);
  }

  private Validate.Output run(Records.Stored raw, Records.@Nullable Stored rejects) {
    return run(raw, rejects, "people");
  }

  private Validate.Output run(
      Records.Stored raw, Records.@Nullable Stored rejects, String contract) {
    return new Validate(new ContractCatalog(new ConfigFolder(root)), opened().storedRows())
        .run(
            new Validate.Input(
                StepCall.detached("validate"),
                new RawRecords(raw, contract),
                rejects,
                null,
                Validate.Surplus.REFUSE));
  }

  private static Records.Stored quarantine(Validate.Output out) {
    return (Records.Stored) Objects.requireNonNull(out.quarantine());
  }

  private List<String> quarantined(Validate.Output out) throws SQLException {
    return rows().ask(quarantine(out), "SELECT line, \"column\", rule, value, message FROM {}");
  }
}
