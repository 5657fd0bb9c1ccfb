package io.sluice.publish;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows on H2, a few hundred to a block: H2 keeps an undo entry and an index entry for every row it
 * is given, which costs about four times the processor time of blocks.
 */
final class PackedRows implements ScoreRows {
  static final int HELD = 1 << 18;
  private static final int CHUNK = 500;

  private final JdbcTemplate jdbc;
  private final int held;

  PackedRows(JdbcTemplate jdbc) {
    this(jdbc, HELD);
  }

  /**
   * @param held rows that may be in memory at once
   */
  PackedRows(JdbcTemplate jdbc, int held) {
    this.jdbc = jdbc;
    this.held = held;
  }

  @Override
  public void load(long publication, Path csv) {
    Blocks blocks = new Blocks(jdbc, publication);
    long rows = 0;
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
      for (CsvRecord row : reader) {
        blocks.add(subject(row.getField(1)), Double.parseDouble(row.getField(2)));
        if (++rows % held == 0) blocks.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load scores", e);
    }
    blocks.flush();
    if (blocks.parts() > 1) checkAcrossParts(publication);
  }

  private static String subject(String subject) {
    if (subject.isEmpty()) throw KeyFault.missing();
    if (subject.length() > KeyFault.LONGEST) throw KeyFault.tooLong();
    return subject;
  }

  /**
   * Each part is free of duplicates; the same subject always falls into the same bucket. Bucket by
   * bucket, because H2 gathers the whole of a result in memory.
   */
  private void checkAcrossParts(long publication) {
    for (int bucket = 0; bucket < Blocks.BUCKETS; bucket++) {
      Set<Object> seen = new HashSet<>();
      jdbc.query(
          "select subjects from published_block where publication = ? and bucket = ?",
          row -> {
            for (Object subject : values(row.getArray(1)))
              if (!seen.add(subject)) throw KeyFault.twice();
          },
          publication,
          bucket);
    }
  }

  @Override
  public OptionalDouble find(long publication, String subject) {
    return jdbc
        .query(
            "select subjects, scores from published_block where publication = ? and bucket = ?",
            (row, index) -> within(values(row.getArray(1)), values(row.getArray(2)), subject),
            publication,
            Blocks.bucket(subject))
        .stream()
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble within(Object[] subjects, Object[] scores, String subject) {
    for (int i = 0; i < subjects.length; i++)
      if (subjects[i].equals(subject)) return OptionalDouble.of((Double) scores[i]);
    return OptionalDouble.empty();
  }

  private static Object[] values(Array array) throws SQLException {
    return (Object[]) array.getArray();
  }

  @Override
  public boolean deleteSome(long publication) {
    int gone =
        jdbc.update(
            "delete from published_block where publication = ? fetch first ? rows only",
            publication,
            CHUNK);
    return gone == CHUNK;
  }
}
