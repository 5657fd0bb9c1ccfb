package io.sluice.decide;

import io.sluice.data.Seal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps decision records in the database, their features encrypted. */
final class DecisionStore implements DecisionRecords {
  private static final List<String> LADDER =
      List.of(DecisionRecord.CHAMPION, "previous", "scorecard", "human");

  /** Rungs that no ladder of ours has come last. */
  private static final Comparator<RungCount> FROM_THE_TOP =
      Comparator.<RungCount>comparingInt(
              count -> LADDER.contains(count.rung()) ? LADDER.indexOf(count.rung()) : LADDER.size())
          .thenComparing(RungCount::rung);

  private final JdbcClient jdbc;
  private final Seal seal;
  private final DecisionRows rows;

  DecisionStore(JdbcClient jdbc, Seal seal) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.rows = new DecisionRows(seal);
  }

  /**
   * @param answerTask of the answer that decided
   */
  void add(DecisionRecord record, @Nullable String answerTask) {
    String features = DecisionRows.text(record.features());
    jdbc.sql(
            """
            insert into decision_record (id, run_id, element, business_key, flow, flow_version,
              contract, contract_version, input_sha256, features, model, model_version, model_role,
              score, reasons, verdicts, decision, rung, answer_task, decided_at, band, redoes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(record.id(), record.run(), record.element(), record.businessKey())
        .params(record.flow(), record.flowVersion(), record.contract(), record.contractVersion())
        .params(sha256(features), seal.close(features.getBytes(StandardCharsets.UTF_8)))
        .params(record.model(), record.modelVersion(), record.modelRole())
        .param(record.score())
        .params(
            DecisionRows.text(record.reasons()),
            DecisionRows.text(record.verdicts()),
            record.decision(),
            record.rung())
        .param(answerTask)
        .param(record.decided().atOffset(ZoneOffset.UTC))
        .param(record.band())
        .param(record.redoes())
        .update();
  }

  /** The task of the last answer that a person gave in a run. */
  Optional<String> lastAnswer(String run) {
    return jdbc.sql(
            """
            select task from human_answer where run_id = ?
            order by answered_at desc, task fetch first 1 rows only
            """)
        .param(run)
        .query(String.class)
        .optional();
  }

  @Override
  public List<DecisionRecord> search(Search wanted, int limit) {
    return jdbc.sql(
            DecisionRows.SELECT
                + """
                where (:flow = '' or d.flow = :flow)
                  and (:key = '' or d.business_key = :key)
                  and (:run = '' or d.run_id = :run)
                  and (:human = false or d.answer_task is not null)
                  and (:rung = '' or d.redoes is null and
                """
                + DecisionRows.OF_RUNG
                + """
                )
                order by d.decided_at desc, d.id fetch first :limit rows only
                """)
        .param("flow", wanted.flow())
        .param("key", wanted.businessKey())
        .param("run", wanted.run())
        .param("human", wanted.humanOnly())
        .param("rung", wanted.rung())
        .param("limit", limit)
        .query((row, n) -> rows.read(row))
        .list();
  }

  @Override
  public Optional<DecisionRecord> find(String id) {
    return jdbc.sql(DecisionRows.SELECT + "where d.id = ?")
        .param(id)
        .query((row, n) -> rows.read(row))
        .optional();
  }

  @Override
  public List<RungCount> rungs(Counted wanted) {
    return jdbc
        .sql(
            """
            select d.rung, count(*) as decisions, count(r.decision) as redone
            from decision_record d left join (
              select distinct redoes as decision from decision_record where redoes is not null
            ) r on r.decision = d.id
            where d.redoes is null and (:flow = '' or d.flow = :flow)
              and (:model = '' or d.model = :model)
              and d.decided_at >= :from and d.decided_at < :to
            group by d.rung
            """)
        .param("flow", wanted.flow())
        .param("model", wanted.model())
        .param("from", wanted.from().atOffset(ZoneOffset.UTC))
        .param("to", wanted.to().atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new RungCount(
                    row.getString("rung"), row.getLong("decisions"), row.getLong("redone")))
        .list()
        .stream()
        .sorted(FROM_THE_TOP)
        .toList();
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
