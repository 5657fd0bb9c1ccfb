package io.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.Column;
import io.sluice.data.ConfigException;
import io.sluice.data.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractParserTest {
  @Test
  void readsColumnsKeyAndRules() {
    Contract contract = Contracts.people();
    assertThat(contract.name()).isEqualTo("people");
    assertThat(contract.version()).isEqualTo("1.0.0");
    assertThat(contract.schema().key()).containsExactly("id");
    assertThat(contract.schema().columns())
        .contains(new Column("id", Type.TEXT, true, false))
        .contains(new Column("housing", Type.TEXT, false, true));
    assertThat(contract.unique()).containsExactly(new UniqueRule(java.util.List.of("id"), true));
    assertThat(contract.tolerance()).isEqualTo(Contract.DEFAULT_TOLERANCE);
    assertThat(contract.rows().stream().map(RowRule::name))
        .contains("required", "type", "minimum", "maximum", "multiple-of", "valid-values");
  }

  @Test
  void theContractOfLoanApplicationsIsGood() {
    Contract loans = Contracts.loans();
    assertThat(loans.schema().columns()).hasSize(26);
    assertThat(loans.schema().key()).containsExactly("application_id");
    assertThat(loans.schema().delimiter()).isEqualTo(',');
    assertThat(loans.tolerance()).isEqualTo(0.05);
  }

  @Test
  void keysOfTheStandardThatWeDoNotActOnAreAccepted() {
    String more =
        """
        id: x
        name: other
        status: active
        tags: [a]
        team: {members: [{username: u}]}
        roles: [{role: reader}]
        support: [{channel: help}]
        price: {priceAmount: 1}
        slaProperties: [{property: frequency, value: 1, unit: d}]
        servers: [{server: s, type: custom, delimiter: ";"}]
        """;
    assertThat(Contracts.parse(Contracts.PEOPLE + more).schema().delimiter()).isEqualTo(';');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "logicalType: boolean|logicalTyp: boolean|26:9: |unknown key 'logicalTyp'; known here:",
        "logicalType: boolean|logicalType: bool|26:9: |logicalType 'bool' must be one of string,"
            + " integer",
        "minimum: 18|minimum: 180|13:9: |the minimum lies above the maximum",
        "minimum: 18|minimum: old|13:30: |minimum must be a value of logicalType integer",
        "minimum: 18|minLength: 1|13:30: |minLength is no option of logicalType integer",
        "multipleOf: 0.01|multipleOf: 0|16:30: |multipleOf must be more than 0",
        "- name: seen|- name: age|30:9: |property 'age' is there twice",
        "metric: invalidValues|metric: unknownValues|21:13: |unknown metric 'unknownValues'",
        "validValues: [rent, own]|pattern: '(['|24:15: |the pattern does not compile",
        "- name: joined|- classification: x|27:9: |a property needs a name",
        "kind: DataContract|kind: DataProduct|2:1: |kind must be DataContract",
        "apiVersion: v3.1.0|apiVersion: v2.2.0|1:1: |version 3",
        "required: true|primaryKeyPosition: 2|12:9: |primaryKeyPosition needs primaryKey: true",
      })
  void whatIsWrongIsToldWithItsPlace(String right, String wrong, String place, String message) {
    assertThatThrownBy(() -> Contracts.parse(Contracts.PEOPLE.replaceFirst(q(right), wrong)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("config/contracts/people.odcs.yaml:" + place)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "tolerance|1.5|tolerance must be a share from 0 to 1",
        "tolerance|many|tolerance must be a share from 0 to 1",
        "delimiter|ab|delimiter must be one character",
      })
  void settingsAreChecked(String property, String value, String message) {
    String yaml = "customProperties: [{property: %s, value: %s}]".formatted(property, value);
    assertThatThrownBy(() -> Contracts.parse(Contracts.PEOPLE + yaml))
        .hasMessageContaining(message)
        .hasMessageContaining("people.odcs.yaml:32:");
  }

  @Test
  void aRuleThatToleratesSomeCasesMeasuresTheBatch() {
    String yaml =
        Contracts.PEOPLE.replace("mustBe: 0", "mustBeLessThan: 5\n            unit: percent");
    Contract contract = Contracts.parse(yaml);
    assertThat(contract.rows()).noneMatch(rule -> rule.name().equals("valid-values"));
    assertThat(contract.sets()).singleElement().satisfies(this::measuresShares);
  }

  private void measuresShares(SetRule rule) {
    assertThat(rule.name()).isEqualTo("housing: invalidValues");
    assertThat(rule.query()).contains("100.0").contains("{object}").contains("'rent', 'own'");
    assertThat(rule.bound().text()).isEqualTo("less than 5");
    assertThat(rule.bound().holds(5)).isFalse();
  }

  private static String q(String text) {
    return java.util.regex.Pattern.quote(text);
  }
}
