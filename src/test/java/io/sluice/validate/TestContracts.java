package io.sluice.validate;

import java.util.List;

/** Contracts for the tests of other rooms. */
public final class TestContracts {
  private TestContracts() {}

  /** A column for each kind of rule and type, with patterns that SQL may judge. */
  public static Contract everyRule() {
    return Contracts.parse(
        """
        apiVersion: v3.1.0
        kind: DataContract
        version: 1.0.0
        schema:
          - name: everything
            properties:
              - {name: id, logicalType: string, primaryKey: true, logicalTypeOptions: {pattern: "[A-Z]{2}-[0-9]+"}}
              - {name: age, logicalType: integer, required: true, logicalTypeOptions: {minimum: 18, exclusiveMaximum: 100}}
              - {name: income, logicalType: number, logicalTypeOptions: {exclusiveMinimum: 0, multipleOf: 0.01}}
              - {name: code, logicalType: string, logicalTypeOptions: {minLength: 2, maxLength: 4}}
              - {name: housing, logicalType: string, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [rent, own]}}]}
              - {name: term, logicalType: number, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [12, 18, 0]}}]}
              - {name: note, logicalType: string, quality: [{metric: missingValues, mustBe: 0, arguments: {missingValues: [n/a, ""]}}]}
              - {name: member, logicalType: boolean, required: true}
              - {name: joined, logicalType: date, logicalTypeOptions: {minimum: "2020-01-01"}}
              - {name: seen, logicalType: timestamp, logicalTypeOptions: {maximum: "2020-01-01T00:00:00Z"}}
              - {name: free, logicalType: string}
        """);
  }

  /** A row of cells that keep {@link #everyRule}. */
  public static List<String> everyRuleKept() {
    return List.of(
        "AB-12", "18", "12.5", "abc", "own", "12", "x", "yes", "2020-01-01", "2019-12-31", "-");
  }

  /** Rows of one number, {@code x}. */
  public static Contract numbers() {
    return Contracts.parse(
        """
        apiVersion: v3.1.0
        kind: DataContract
        version: 1.0.0
        schema:
          - name: numbers
            properties:
              - {name: x, logicalType: number, required: true}
        """);
  }
}
