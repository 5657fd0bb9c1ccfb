package io.sluice.data;

/** The logical type of a column. */
public enum Type {
  TEXT,
  /** A whole number within 64 bits. */
  INTEGER,
  /** A finite double. */
  NUMBER,
  BOOLEAN,
  /** A day, ISO 8601. */
  DATE,
  /** A moment, ISO 8601, UTC when no offset is given. */
  TIMESTAMP;

  /** Whether a batch carries the column as doubles (days and seconds since 1970 for times). */
  public boolean numeric() {
    return this != TEXT;
  }
}
