package io.sluice.model.approve;

import io.sluice.model.Requesters;
import io.sluice.score.ModelName;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The proposals of all runs, in the database; part of the caller's transaction. */
public final class Proposals implements Requesters {
  private static final String ALL =
      """
      select run_id, model, version, sha256, requester, decision, reason, approver, decided_at
      from model_proposal\
      """;

  private final JdbcClient jdbc;

  public Proposals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a proposal; a run that proposes again, as after a retry, has the same one. */
  void add(Proposal proposal) {
    jdbc.sql("delete from model_proposal where run_id = ?").param(proposal.run()).update();
    jdbc.sql(
            """
            insert into model_proposal (run_id, model, version, sha256, requester, proposed_at)
            values (?, ?, ?, ?, ?, ?)\
            """)
        .params(proposal.run(), proposal.model().value(), proposal.version(), proposal.sha256())
        .params(proposal.requester(), at(Instant.now()))
        .update();
  }

  Optional<Proposal> find(String run) {
    return jdbc.sql(ALL + " where run_id = ?").param(run).query(Proposals::read).optional();
  }

  /** What runs proposed of a model, the newest first. */
  public List<Proposal> of(ModelName model) {
    return jdbc.sql(ALL + " where model = ? order by proposed_at desc")
        .param(model.value())
        .query(Proposals::read)
        .list();
  }

  void decide(String run, Proposal.Answer answer) {
    jdbc.sql(
            """
            update model_proposal set decision = ?, reason = ?, approver = ?, decided_at = ?
            where run_id = ?\
            """)
        .params(answer.decision().name(), answer.reason(), answer.approver())
        .params(at(answer.decided()), run)
        .update();
  }

  @Override
  public boolean asked(String user, ModelName model, String version) {
    return jdbc.sql(
                """
                select count(*) from model_proposal
                where model = ? and version = ? and requester = ?\
                """)
            .params(model.value(), version, user)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Under a name of its own where runs have theirs, so that whoever brought it stays known. */
  @Override
  public void note(String user, ModelName model, String version, String sha256) {
    UUID who = UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8));
    add(new Proposal("import " + version + " " + who, model, version, sha256, user, null));
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static Proposal read(ResultSet row, int number) throws SQLException {
    String decision = row.getString("decision");
    Proposal.Answer answer =
        decision == null
            ? null
            : new Proposal.Answer(
                Decision.valueOf(decision),
                row.getString("reason"),
                row.getString("approver"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    return new Proposal(
        row.getString("run_id"),
        new ModelName(row.getString("model")),
        row.getString("version"),
        row.getString("sha256"),
        row.getString("requester"),
        answer);
  }
}
