package io.sluice.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.data.Column;
import io.sluice.data.Type;
import io.sluice.validate.Cells;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** SQL and Java must read every text alike, else a row is valid in a batch and not as a case. */
class StrictSqlTest {
  private static final List<Type> TYPES =
      List.of(Type.INTEGER, Type.NUMBER, Type.BOOLEAN, Type.DATE, Type.TIMESTAMP);
  private static @Nullable Connection connection;
  private static @Nullable PreparedStatement query;

  @BeforeContainer
  static void open() throws SQLException {
    Connection opened = DriverManager.getConnection("jdbc:duckdb:");
    StringBuilder sql = new StringBuilder("SELECT ");
    for (Type type : TYPES) {
      StrictSql strict = new StrictSql(new Column("t", type));
      sql.append(strict.number()).append(", CAST(").append(strict.value()).append(" AS VARCHAR), ");
    }
    connection = opened;
    query =
        opened.prepareStatement(
            sql
                + "0 FROM "
                + StrictSql.over(
                    "(SELECT CAST(? AS VARCHAR) AS t)", List.of(new Column("t", Type.NUMBER))));
  }

  @AfterContainer
  static void close() throws SQLException {
    if (query != null) query.close();
    if (connection != null) connection.close();
  }

  @Property(tries = 1500)
  void javaAndSqlReadEveryTextAlike(@ForAll("texts") String text) throws SQLException {
    PreparedStatement ask = java.util.Objects.requireNonNull(query);
    ask.setString(1, text);
    try (ResultSet row = ask.executeQuery()) {
      row.next();
      for (int i = 0; i < TYPES.size(); i++) {
        Type type = TYPES.get(i);
        double expected = Cells.read(type, text);
        assertThat(row.getDouble(2 * i + 1) + 0.0)
            .as("%s of <%s>", type, text)
            .isEqualTo(Double.valueOf(expected + 0.0));
        if (type == Type.INTEGER && Double.isFinite(expected))
          assertThat(row.getString(2 * i + 2)).isEqualTo(Long.toString(Cells.whole(text)));
      }
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> noise =
        Arbitraries.strings()
            .withChars("0123456789+-.eE_xX ,\tTZ:'\u00a0\uff11aNfin")
            .ofMaxLength(12);
    Arbitrary<String> digits =
        Arbitraries.strings().withChars("+-.e0123456789").ofMinLength(1).ofMaxLength(22);
    Arbitrary<String> words =
        Arbitraries.of(
            "12",
            "12.5",
            "12.0",
            "1e3",
            "0x1F",
            "1_000",
            "1e999",
            "NaN",
            "inf",
            "-Infinity",
            "+-1",
            ".5",
            "5.",
            ".",
            "1e-999",
            "4.9e-324",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "9007199254740993.0",
            "1e18",
            "-0",
            "TRUE",
            " yes",
            "N",
            "t\n",
            "0",
            "1",
            "on",
            "\u0130",
            "",
            "  ",
            "2024-02-29",
            "2023-02-29",
            "0001-01-01",
            "2024-1-5",
            "epoch",
            "infinity",
            "2024-01-05 (BC)",
            "2024-01-05T10:00",
            "2024-01-05 10:00:00",
            "2024-01-05T10:00:00+02:00",
            "2024-01-05T10:00Z",
            "2024-01-05T10:00:00.1234567",
            "2024-01-05T24:00:00",
            "2024-01-05T23:59:60",
            "2024-01-05T10:00:00.5-05:30",
            "2024-01-05T10:00+18:30");
    Arbitrary<String> times =
        Arbitraries.strings()
            .withChars("0123456789")
            .ofLength(2)
            .list()
            .ofSize(6)
            .map(p -> "20%s-%s-%sT%s:%s:%s".formatted(p.toArray()));
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(6);
    return Arbitraries.oneOf(noise, digits, words, times, any);
  }
}
