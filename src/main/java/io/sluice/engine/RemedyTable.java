package io.sluice.engine;

import io.sluice.engine.gate.FlowFile;
import io.sluice.heal.Cause;
import io.sluice.heal.RuleTable;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;

/** The deployed table {@code remedies}; a rule more makes its next version, through the gate. */
final class RemedyTable implements RuleTable {
  private final Supplier<RepositoryService> repository;
  private final Supplier<FlowVersions> flows;

  RemedyTable(Supplier<RepositoryService> repository, Supplier<FlowVersions> flows) {
    this.repository = repository;
    this.flows = flows;
  }

  @Override
  public boolean open(Cause cause) {
    return newest()
        .map(table -> RuleRow.read(content(table)))
        .filter(row -> row.fits() && !row.knows(cause))
        .isPresent();
  }

  @Override
  public Suggestion suggest(Rule rule) {
    DecisionDefinition table = found();
    byte[] changed = changed(table, rule);
    return new Suggestion(RuleRow.text(rule), sha256(changed), table.getVersion());
  }

  @Override
  public int adopt(Rule rule, String sha256, String user) {
    DecisionDefinition table = found();
    byte[] changed = changed(table, rule);
    if (!sha256(changed).equals(sha256))
      throw new StepRejected(
          "table-conflict",
          "table %s was changed meanwhile, it has version %d now: look at the rule again"
              .formatted(Remedies.TABLE, table.getVersion()));
    flows.get().deploy(List.of(new FlowFile(table.getResourceName(), changed)), user);
    return found().getVersion();
  }

  private byte[] changed(DecisionDefinition table, Rule rule) {
    RuleRow row = RuleRow.read(content(table));
    if (!row.fits())
      throw new StepRejected(
          "table-unfit",
          "table %s needs hit policy FIRST and an output 'action' to take a rule"
              .formatted(Remedies.TABLE));
    if (row.knows(rule.cause()))
      throw new StepRejected(
          "rule-known", "table %s has a rule of this cause".formatted(Remedies.TABLE));
    return row.with(rule).getBytes(StandardCharsets.UTF_8);
  }

  private DecisionDefinition found() {
    return newest()
        .orElseThrow(
            () ->
                new StepRejected(
                    "table-unfit", "no table %s is deployed".formatted(Remedies.TABLE)));
  }

  private Optional<DecisionDefinition> newest() {
    return Optional.ofNullable(
        repository
            .get()
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey(Remedies.TABLE)
            .latestVersion()
            .singleResult());
  }

  private byte[] content(DecisionDefinition table) {
    try (InputStream model =
        repository.get().getResourceAsStream(table.getDeploymentId(), table.getResourceName())) {
      return model.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a deployed table is not readable", e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
