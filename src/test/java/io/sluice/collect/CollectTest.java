package io.sluice.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.Home;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.StorageFull;
import io.sluice.data.Type;
import io.sluice.duckdb.Opened;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectTest {
  private static final Schema SCHEMA =
      new Schema(
          "people",
          "1.0.0",
          List.of(
              new Column("id", Type.TEXT, true, false),
              new Column("age", Type.INTEGER, true, false),
              new Column("city", Type.TEXT, true, false),
              new Column("label", Type.BOOLEAN, false, false)),
          List.of("id"),
          ',');

  @TempDir Path home;
  private Opened opened;
  private Intake intake;
  private Collect collect;

  @BeforeEach
  void open() {
    opened = new Opened(home);
    intake = new Intake(new Home(home));
    collect = new Collect(intake, opened.csv(), contract -> SCHEMA);
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void takesARegularFileWithTheLineOfEachRow() {
    Collect.Output output = collect("id,age,city\na,1,Rome\nb,,Bonn\n");
    assertThat(rows(output)).containsExactly("a|1|Rome|null|2", "b|null|Bonn|null|3");
    assertThat(output.rejects()).isNull();
  }

  @Test
  void takesColumnsInAnyOrder() {
    assertThat(rows(collect("city,label,id,age\nRome,true,a,1\n")))
        .containsExactly("a|1|Rome|true|2");
  }

  @Test
  void knowsTheLineOfEachRowInALargeFile() {
    StringBuilder file = new StringBuilder("id,age,city\n");
    for (int line = 2; line < 300_002; line++) file.append(line).append(",1,Rome\n");
    List<String> wrong = new ArrayList<>();
    for (String row : rows(collect(file.toString())))
      if (!row.equals(row.split("\\|")[0] + "|1|Rome|null|" + row.split("\\|")[0])) wrong.add(row);
    assertThat(wrong).isEmpty();
  }

  @Test
  void keepsValuesExactlyAsSent() {
    assertThat(rows(collect("id,age,city\na,1e999,NaN\nb, 12 ,Infinity\n")))
        .containsExactly("a|1e999|NaN|null|2", "b| 12 |Infinity|null|3");
  }

  @Test
  void countsLinesAcrossQuotedLineBreaksAndBlankLines() {
    assertThat(rows(collect("id,age,city\na,1,\"Ro\nme\"\n\nb,2,\"Bo\"\"nn\"\nc,3,Bonn")))
        .containsExactly("a|1|Ro\nme|null|2", "b|2|Bo\"nn|null|5", "c|3|Bonn|null|6");
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(rows(collect("\uFEFFid,age,city\na,1,Rome\n"))).containsExactly("a|1|Rome|null|2");
  }

  @Test
  void readsFilesFromWindows() {
    assertThat(rows(collect("id,age,city\r\na,1,Rome\r\nb,2,Bonn\r\n")))
        .containsExactly("a|1|Rome|null|2", "b|2|Bonn|null|3");
  }

  @Test
  void turnsRowsOfAnotherWidthAwayAndKeepsTheRest() {
    Collect.Output output = collect("id,age,city\na,1,Rome\nb,2\nc,1,5,Bonn\nd,4,Oslo\n");
    assertThat(rows(output)).containsExactly("a|1|Rome|null|2", "d|4|Oslo|null|5");
    assertThat(output.unreadable()).isEqualTo(2);
    assertThat(rejects(output))
        .containsExactly(
            "3|field-count|2 fields where the header has 3|b,2",
            "4|field-count|4 fields where the header has 3|c,1,5,Bonn");
  }

  @Test
  void turnsRowsAwayThatAreNotUtf8() {
    byte[] latin = "id,age,city\na,1,Köln\nb,2,Bonn\n".getBytes(StandardCharsets.ISO_8859_1);
    Collect.Output output = collect(latin);
    assertThat(rows(output)).containsExactly("b|2|Bonn|null|3");
    assertThat(rejects(output)).singleElement().asString().startsWith("2|encoding|not valid UTF-8");
  }

  @Test
  void refusesAnEmptyFile() {
    assertRejected("", "file-empty", "the file is empty");
  }

  @Test
  void refusesAHeaderWithoutRows() {
    assertRejected("id,age,city\n", "no-rows", "a header but no rows");
  }

  @Test
  void namesMissingExtraAndRepeatedColumnsAtOnce() {
    assertRejected(
        "id,id,town\na,b,c\n",
        "header-mismatch",
        "line 1: the columns do not match contract people 1.0.0; twice there: id; missing: age,"
            + " city; not in the contract: 'town'; it wants, in any order: id, age, city, label");
  }

  @Test
  void tellsWhichDelimiterWasUsedInstead() {
    assertRejected(
        "id;age;city\na;1;Rome\n",
        "wrong-delimiter",
        "line 1: the fields seem to be separated by ';'; contract people wants ','");
  }

  @Test
  void refusesUtf16() {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE))
      assertThatThrownBy(() -> collect("id,age,city\na,1,Rome\n".getBytes(charset)))
          .hasMessageContaining("UTF-16");
  }

  @Test
  void namesTheRecordWithAnUnclosedQuote() {
    assertRejected("id,age,city\na,1,Rome\nb,2,\"Bonn\nc,3,Oslo\n", "csv-malformed", "3");
  }

  @Test
  void namesALineThatIsTooLong() {
    byte[] line = new byte[50_000_000];
    Arrays.fill(line, (byte) 'x');
    byte[] head = "id,age,city\na,1,Rome\nb,2,".getBytes(StandardCharsets.UTF_8);
    byte[] tail = "\nc,3,Oslo\n".getBytes(StandardCharsets.UTF_8);
    var content =
        new SequenceInputStream(
            new SequenceInputStream(new ByteArrayInputStream(head), new ByteArrayInputStream(line)),
            new ByteArrayInputStream(tail));
    String file = intake.keep(content).sha256();
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(StepRejected.class)
        .hasMessageContaining("line 3 has 50,000,004 bytes");
  }

  @Test
  void leavesNothingUnfinishedBehindOfAFileThatIsReadTwice() throws IOException {
    collect("id,age,city\na,1,Rome\n\nb,2,Bonn\n");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void leavesNothingOfAFileThatBreaksOff() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream("id,age,city\na,1".getBytes(StandardCharsets.UTF_8)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertThatThrownBy(() -> intake.keep(broken)).isInstanceOf(StorageFull.class);
    assertThat(unfinished()).isEmpty();
    assertThat(home.resolve("files")).isEmptyDirectory();
  }

  private List<Path> unfinished() throws IOException {
    try (var files = Files.walk(home.resolve("tmp"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void assertRejected(String content, String code, String message) {
    assertThatThrownBy(() -> collect(content))
        .isInstanceOfSatisfying(StepRejected.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private Collect.Output collect(String content) {
    return collect(content.getBytes(StandardCharsets.UTF_8));
  }

  private Collect.Output collect(byte[] content) {
    return run(intake.keep(new ByteArrayInputStream(content)).sha256());
  }

  private Collect.Output run(String file) {
    return collect.run(new Collect.Input(StepCall.detached("collect"), file, "people"));
  }

  private List<String> rows(Collect.Output output) {
    Records.Stored raw = (Records.Stored) output.raw().records();
    List<String> cells = List.of("id", "age", "city", "label");
    boolean numbered =
        opened.store().describe(raw.dataset()).columns().stream()
            .anyMatch(c -> c.name().equals(CsvFiles.LINE));
    if (numbered)
      return read(raw, Stream.concat(cells.stream(), Stream.of(CsvFiles.LINE)).toList());
    List<String> rows = read(raw, cells);
    return IntStream.range(0, rows.size())
        .mapToObj(i -> rows.get(i) + "|" + (CsvFiles.FIRST_LINE + i))
        .toList();
  }

  private List<String> rejects(Collect.Output output) {
    return read(
        java.util.Objects.requireNonNull(output.rejects()),
        List.of("line", "rule", "message", "record"));
  }

  private List<String> read(Records records, List<String> columns) {
    List<String> rows = new ArrayList<>();
    try (BatchReader reader = opened.store().read((Records.Stored) records, columns, 100)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next())
        for (int row = 0; row < batch.size(); row++) rows.add(row(batch, row));
    }
    return rows;
  }

  private static String row(Batch batch, int row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < batch.columns().size(); i++) {
      boolean number = batch.columns().get(i).type().numeric();
      @Nullable Object cell = number ? (Object) (long) batch.numbers(i)[row] : batch.texts(i)[row];
      cells.add(String.valueOf(cell));
    }
    return String.join("|", cells);
  }
}
