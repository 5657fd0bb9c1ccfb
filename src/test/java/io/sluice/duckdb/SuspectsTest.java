package io.sluice.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Type;
import io.sluice.validate.Cells;
import io.sluice.validate.Contract;
import io.sluice.validate.TestContracts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** A row that Java would turn away must be suspect to SQL, whatever its cells hold. */
class SuspectsTest {
  private static final Contract RULES = TestContracts.everyRule();
  private static final Map<Column, PreparedStatement> QUERIES = new HashMap<>();
  private static @Nullable Connection connection;

  @Property(tries = 200)
  void noBrokenRowEscapes(@ForAll("cells") List<String> cells) throws SQLException {
    List<Column> columns = RULES.schema().columns();
    for (Column column : columns)
      for (String cell : cells) {
        @Nullable String text = cell.equals("(null)") ? null : cell;
        if (broken(column, text))
          assertThat(suspect(column, text)).as("%s of <%s>", column, text).isTrue();
      }
  }

  @Property(tries = 1)
  void goodRowsAreSortedOut() throws SQLException {
    List<String> good = TestContracts.everyRuleKept();
    for (int i = 0; i < good.size(); i++) {
      Column column = RULES.schema().columns().get(i);
      assertThat(broken(column, good.get(i))).as(column.name()).isFalse();
      assertThat(suspect(column, good.get(i))).as(column.name()).isFalse();
    }
  }

  private static boolean broken(Column column, @Nullable String text) {
    int at = RULES.schema().columns().indexOf(column);
    List<Column> columns = RULES.schema().columns();
    Object[] vectors = new Object[columns.size()];
    for (int i = 0; i < vectors.length; i++)
      vectors[i] =
          columns.get(i).type() == Type.TEXT
              ? new @Nullable String[] {text}
              : new double[] {Cells.read(columns.get(i).type(), text)};
    Set<Integer> found = new HashSet<>();
    RULES.judge(new Batch(columns, vectors, 1, 0), (row, rule) -> found.add(rule));
    return found.stream().anyMatch(rule -> RULES.rows().get(rule).column() == at);
  }

  private static boolean suspect(Column column, @Nullable String text) throws SQLException {
    PreparedStatement query = Objects.requireNonNull(QUERIES.get(column));
    query.setString(1, text);
    try (ResultSet result = query.executeQuery()) {
      result.next();
      return result.getBoolean(1);
    }
  }

  @BeforeContainer
  static void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    for (Column column : RULES.schema().columns()) {
      String row = "(SELECT CAST(? AS VARCHAR) AS " + Sql.name(column.name()) + ")";
      String relation = StrictSql.over(row, List.of(column));
      String condition = new Suspects(RULES).condition(column);
      QUERIES.put(column, connection.prepareStatement("SELECT " + condition + " FROM " + relation));
    }
  }

  @AfterContainer
  static void close() throws SQLException {
    for (PreparedStatement query : QUERIES.values()) query.close();
    if (connection != null) connection.close();
  }

  @Provide
  Arbitrary<List<String>> cells() {
    Arbitrary<String> numbers =
        Arbitraries.strings().withChars("0123456789+-.eE_x ").ofMaxLength(8);
    Arbitrary<String> words = Arbitraries.strings().withChars("abAB09-é ").ofMaxLength(6);
    Arbitrary<String> known =
        Arbitraries.of(
            "(null)",
            "",
            " ",
            "18",
            "17.999",
            "+18",
            "1_8",
            "99",
            "100",
            "1e2",
            "NaN",
            "inf",
            "12.5",
            "12.505",
            "-0",
            "0x20",
            "own",
            "rent",
            "n/a",
            "AB-12",
            "AB-12\n",
            "yes",
            "2020-01-01",
            "2019-12-31",
            "2020-1-1",
            "2020-01-01T00:00:00Z",
            "2020-02-30",
            "\uD83D\uDE00\uD83D\uDE00",
            "9007199254740993");
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, known),
            net.jqwik.api.Tuple.of(2, numbers),
            net.jqwik.api.Tuple.of(1, words))
        .list()
        .ofSize(4);
  }
}
