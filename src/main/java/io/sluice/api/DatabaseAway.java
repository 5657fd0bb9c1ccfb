package io.sluice.api;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Tells a failure of our own database's connection from all others. */
final class DatabaseAway {
  private DatabaseAway() {}

  /**
   * Whether the database did not answer, was starting or stopping, or gave no connection in time. A
   * transaction that cannot even be rolled back hides what went wrong before.
   */
  static boolean is(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof TransactionSystemException || e instanceof SQLException sql && is(sql))
        return true;
    return false;
  }

  private static boolean is(SQLException e) {
    if (e instanceof SQLTransientConnectionException
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLRecoverableException) return true;
    String state = String.valueOf(e.getSQLState());
    // Connection exceptions, and an operator's intervention such as a restart (SQL standard,
    // PostgreSQL).
    return state.startsWith("08") || state.startsWith("57P");
  }
}
