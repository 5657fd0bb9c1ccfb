package io.sluice.validate;

import io.sluice.data.ConfigFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Contracts for tests. */
final class Contracts {
  private Contracts() {}

  static final String PEOPLE =
      """
      apiVersion: v3.1.0
      kind: DataContract
      version: 1.0.0
      schema:
        - name: people
          properties:
            - name: id
              logicalType: string
              primaryKey: true
            - name: age
              logicalType: integer
              required: true
              logicalTypeOptions: {minimum: 18, exclusiveMaximum: 100}
            - name: income
              logicalType: number
              logicalTypeOptions: {multipleOf: 0.01}
            - name: housing
              logicalType: string
              classification: personal
              quality:
                - metric: invalidValues
                  mustBe: 0
                  arguments:
                    validValues: [rent, own]
            - name: member
              logicalType: boolean
            - name: joined
              logicalType: date
              logicalTypeOptions: {minimum: "2020-01-01"}
            - name: seen
              logicalType: timestamp
      """;

  static Contract people() {
    return parse(PEOPLE);
  }

  static Contract parse(String yaml) {
    String place = ContractCatalog.FOLDER + "/people.odcs.yaml";
    return ContractParser.parse(
        new ConfigFolder.Entry("people.odcs.yaml", place, yaml.getBytes(StandardCharsets.UTF_8)));
  }

  static Contract loans() {
    return new ContractCatalog(new ConfigFolder(Path.of(""))).contract("loan-application");
  }
}
