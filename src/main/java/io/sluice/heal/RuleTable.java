package io.sluice.heal;

/**
 * The table that says which remedies are applied without people, as far as rules are added to it by
 * what people choose; implemented where tables are deployed.
 */
public interface RuleTable {

  /** What is to be done about one cause from now on. */
  record Rule(Cause cause, Remedy remedy) {}

  /**
   * A row that would be added before all others.
   *
   * @param row for people
   * @param sha256 of the table with it
   * @param version of the table that it is added to
   */
  record Suggestion(String row, String sha256, int version) {}

  /** Whether rules can be suggested at all, and there is none of this cause yet. */
  boolean open(Cause cause);

  /**
   * @throws io.sluice.step.StepRejected {@code rule-known} when the table has a row of this cause;
   *     {@code table-unfit} when it cannot take one
   */
  Suggestion suggest(Rule rule);

  /**
   * Deploys the table with the row as its next version.
   *
   * @param sha256 what was approved
   * @param user who approved
   * @return the version
   * @throws io.sluice.step.StepRejected {@code table-conflict} when the table is another one by
   *     now; else as {@link #suggest}
   */
  int adopt(Rule rule, String sha256, String user);
}
