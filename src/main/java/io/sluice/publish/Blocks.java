package io.sluice.publish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of one publication, gathered into buckets by the hash of their subject and written part by
 * part.
 */
final class Blocks {
  /** As many as {@code block_slot} has rows, so that {@code current_score} shows every row. */
  private static final int LONGEST = 512;

  private static final int BITS = 10;

  static final int BUCKETS = 1 << BITS;

  private static final String INSERT =
      "insert into published_block (publication, bucket, part, subjects, scores)"
          + " values (?, ?, ?, ?, ?)";

  private final JdbcTemplate jdbc;
  private final long publication;
  private final List<Bucket> buckets = new ArrayList<>();
  private int parts;

  Blocks(JdbcTemplate jdbc, long publication) {
    this.jdbc = jdbc;
    this.publication = publication;
    for (int i = 0; i < BUCKETS; i++)
      buckets.add(new Bucket(i, new ArrayList<>(), new ArrayList<>()));
  }

  private record Bucket(int number, List<String> subjects, List<Double> scores) {}

  /** The bucket of a subject: stays as it is, for stored blocks depend on it. */
  static int bucket(String subject) {
    return subject.hashCode() * 0x9E3779B9 >>> 32 - BITS;
  }

  void add(String subject, double score) {
    Bucket bucket = buckets.get(bucket(subject));
    bucket.subjects().add(subject);
    bucket.scores().add(score);
  }

  /** How many times rows were written to one bucket, at most. */
  int parts() {
    return parts;
  }

  /**
   * Writes what is gathered.
   *
   * @throws KeyFault when a subject is there twice
   */
  void flush() {
    List<Object[]> rows = new ArrayList<>();
    int longest = 0;
    for (Bucket bucket : buckets) {
      if (new HashSet<>(bucket.subjects()).size() < bucket.subjects().size())
        throw KeyFault.twice();
      longest = Math.max(longest, cut(bucket, rows));
    }
    jdbc.batchUpdate(INSERT, rows);
    parts += longest;
  }

  private int cut(Bucket bucket, List<Object[]> rows) {
    int part = 0;
    int size = bucket.subjects().size();
    for (int from = 0; from < size; from += LONGEST, part++) {
      int to = Math.min(size, from + LONGEST);
      Object subjects = bucket.subjects().subList(from, to).toArray();
      Object scores = bucket.scores().subList(from, to).toArray();
      rows.add(new Object[] {publication, bucket.number(), parts + part, subjects, scores});
    }
    bucket.subjects().clear();
    bucket.scores().clear();
    return part;
  }
}
