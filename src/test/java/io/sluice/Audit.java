package io.sluice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds the tables of the product and of the bank against the ledger of its clients. */
final class Audit {
  private final Map<String, Errand> ledger;
  private final JdbcClient product;
  private final JdbcClient bank;

  /**
   * @param ledger of errands that were told to be done, by their runs
   */
  Audit(Map<String, Errand> ledger, JdbcClient product, JdbcClient bank) {
    this.ledger = ledger;
    this.product = product;
    this.bank = bank;
  }

  /** Runs that were told of and are not there, or not as they were told. */
  List<String> lost() {
    Map<String, String> states = pairs("select id as name, state as word from run");
    List<String> lost = new ArrayList<>();
    ledger.forEach(
        (run, errand) -> {
          if (!errand.end.equals(states.get(run))) lost.add(run + " " + states.get(run));
        });
    return lost;
  }

  /** Runs, decisions and publications that are there beside the one that there ought to be. */
  List<String> twice() {
    List<String> twice = new ArrayList<>();
    pairs(
            "select id as name, flow as word from run where flow not in ('model-release',"
                + " 'incident')")
        .forEach(
            (run, flow) -> {
              if (!ledger.containsKey(run)) twice.add("run " + run + " of " + flow);
            });
    twice.addAll(repeated("decision_record"));
    twice.addAll(repeated("publication"));
    return twice;
  }

  private List<String> repeated(String table) {
    return product
        .sql("select run_id from " + table + " group by run_id having count(*) > 1")
        .query(String.class)
        .list()
        .stream()
        .map(run -> table + " of " + run)
        .toList();
  }

  /** What is missing in the tables of results, or is still there although it was taken back. */
  List<String> wrong() {
    Map<String, String> publications =
        pairs(
            """
            select run_id as name, row_count
              || case when withdrawn_at is null then ' rows' else ' withdrawn' end as word
            from publication
            """);
    Map<String, String> versions =
        pairs(
            "select run_id as name, count(*) || ' versions' as word from model_version group by"
                + " run_id");
    Map<String, String> keys = pairs("select id as name, business_key as word from run");
    Map<String, String> reserved = bank("reservation");
    Map<String, String> offers = bank("offer");
    List<String> wrong = new ArrayList<>();
    ledger.forEach(
        (run, errand) -> {
          String key = keys.get(run);
          String found =
              switch (errand) {
                case CASE, LADDER -> "";
                case REJECTED -> versions.get(run);
                case ACCEPTED, CANCELLED -> reserved.get(key) + " " + offers.get(key);
                case BATCH, TAKEN_BACK -> publications.get(run);
              };
          if (!wanted(errand).equals(found)) wrong.add(run + " " + errand + ": " + found);
        });
    return wrong;
  }

  private static String wanted(Errand errand) {
    return switch (errand) {
      case CASE, LADDER -> "";
      case REJECTED -> "1 versions";
      case ACCEPTED -> "BOOKED OPEN";
      case CANCELLED -> "RELEASED WITHDRAWN";
      case BATCH -> Errand.ROWS + " rows";
      case TAKEN_BACK -> Errand.ROWS + " withdrawn";
    };
  }

  /** Whether the view that consumers read shows one whole publication that stands. */
  boolean showsOneStandingPublication() {
    return product
        .sql(
            """
            select count(*) from current_publication c join publication p on p.id = c.publication
            where p.withdrawn_at is null
              and p.row_count = (select count(*) from current_score s where s.model = c.model)
            """)
        .query(Long.class)
        .single()
        .equals(1L);
  }

  /** Jobs that wait for a person. */
  long incidents() {
    return product.sql("select count(*) from ACT_RU_INCIDENT").query(Long.class).single();
  }

  private Map<String, String> bank(String table) {
    return pairs(bank, "select id as name, state as word from " + table);
  }

  private Map<String, String> pairs(String query) {
    return pairs(product, query);
  }

  private record Pair(String name, String word) {}

  private static Map<String, String> pairs(JdbcClient database, String query) {
    return database.sql(query).query(Pair.class).list().stream()
        .collect(Collectors.toMap(Pair::name, Pair::word));
  }
}
