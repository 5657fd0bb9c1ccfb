package io.sluice.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.ConfigFolder;
import io.sluice.data.Type;
import io.sluice.model.ModelSpec;
import io.sluice.model.ModelSpecs;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import io.sluice.validate.ContractCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftTest {
  private static final ModelName CHURN = new ModelName("churn");
  private static final String HEADER =
      "id,email,gender,income,rate,plan,joined,closed_on_day,note,empty,churned\n";

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 400; i++) {
      boolean churned = random.nextInt(4) == 0;
      rows.append(
          "C-%05d,p%d@example.org,%s,%s,%.3f,%s,2024-0%d-11,%d,text %d,,%s%n"
              .formatted(
                  i,
                  i,
                  random.nextBoolean() ? "f" : "m",
                  i % 9 == 0 ? "" : String.valueOf(1000 + random.nextInt(4000)),
                  random.nextDouble(),
                  List.of("basic", "plus", "pro").get(random.nextInt(3)),
                  1 + random.nextInt(9),
                  churned ? 100 + random.nextInt(50) : 0,
                  i,
                  churned ? "Yes" : "No"));
    }
    file = save(rows.toString());
  }

  private Path save(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text, StandardCharsets.UTF_8);
  }

  private Draft draft() {
    return Drafting.of(new Wish(CHURN, "churned", "", List.of("id")), file);
  }

  @Test
  void infersTypesRolesAndClassification() {
    Map<String, Finding> columns =
        draft().columns().stream().collect(Collectors.toMap(Finding::column, Function.identity()));
    assertThat(columns).hasSize(11);
    assertThat(of(columns, "id").role()).isEqualTo(Finding.KEY);
    assertThat(of(columns, "churned").role()).isEqualTo(Finding.TARGET);
    assertThat(of(columns, "churned").type()).isEqualTo(Type.BOOLEAN);
    assertThat(of(columns, "income").type()).isEqualTo(Type.INTEGER);
    assertThat(of(columns, "income").missing()).isEqualTo(45 / 400.0);
    assertThat(of(columns, "income").classification()).isEqualTo("personal");
    assertThat(of(columns, "rate").type()).isEqualTo(Type.NUMBER);
    assertThat(of(columns, "plan").classification()).isEqualTo("internal");
    assertThat(of(columns, "joined").type()).isEqualTo(Type.DATE);
    assertThat(columns.values())
        .filteredOn(Finding::feature)
        .extracting(Finding::column)
        .containsExactlyInAnyOrder("gender", "income", "rate", "plan");
  }

  private static Finding of(Map<String, Finding> columns, String name) {
    return java.util.Objects.requireNonNull(columns.get(name));
  }

  @Test
  void warnsOfLeaksIdsPersonsTimesAndProtectedColumns() {
    assertThat(draft().warnings())
        .anyMatch(w -> w.matches("closed_on_day: tells the answer by itself \\(AUC 1.000\\).*"))
        .anyMatch(w -> w.startsWith("note: looks like an id"))
        .anyMatch(w -> w.startsWith("email: looks like an id"))
        .anyMatch(w -> w.startsWith("joined: is a time"))
        .anyMatch(w -> w.startsWith("empty: has one value or none"))
        .anyMatch(w -> w.startsWith("gender: may be forbidden to decide by"));
  }

  @Test
  void writesAContractAndASpecThatAreInForceAsTheyAre() {
    Draft draft = draft();
    ConfigFolder config = ConfigFolder.alone(folder);
    config.write(ContractCatalog.FOLDER, "churn.odcs.yaml", draft.contract());
    config.write(ModelSpecs.FOLDER, "churn.yaml", draft.spec());
    ContractCatalog contracts = new ContractCatalog(config);
    assertThat(contracts.schema("churn").key()).containsExactly("id");
    assertThat(contracts.contract("churn").rows())
        .extracting(rule -> rule.name())
        .contains("required", "type", "minimum", "maximum", "valid-values");
    ModelSpec spec = new ModelSpecs(config, contracts).find(CHURN).orElseThrow().spec();
    assertThat(spec.target()).isEqualTo(new ModelSpec.Target("churned", "true"));
    assertThat(spec.features()).hasSize(4);
  }

  @Test
  void findsTheDelimiterAndTheRarerValue() throws IOException {
    StringBuilder rows = new StringBuilder("a;b\n");
    for (int i = 0; i < 90; i++)
      rows.append(i % 7).append(";").append(i % 3 == 0 ? "bad" : "good").append("\n");
    Draft draft = Drafting.of(new Wish(CHURN, "b", "", List.of()), save(rows.toString()));
    assertThat(draft.contract()).contains("delimiter: ;");
    assertThat(draft.spec()).contains("positive: bad");
  }

  @Test
  void tellsOfWordsThatStandForAMissingNumber() throws IOException {
    String text =
        Files.readString(file).replaceAll(",,text", ",NA,text").replace(",basic,", ",NA,");
    Draft draft =
        Drafting.of(
            new Wish(CHURN, "churned", "true", List.of()),
            save(text.replace(",plus,", ",7,").replace(",pro,", ",8,")));
    assertThat(draft.warnings())
        .anyMatch(w -> w.startsWith("plan: would be a number but for words"));
  }

  @ParameterizedTest
  @CsvSource({
    "gone,  '',    id,        draft-target, no such column",
    "joined,'',    id,        draft-target, name the one whose probability is wanted",
    "plan,  ultra, id,        draft-target, 'never is what ''positive'' says; its values: basic,"
        + " plus, pro'",
    "churned,'',   gone,      draft-key,    no such column",
    "churned,'',   gender,    draft-key,    row 2 has no key|row 3 has no key|row 4 has no key|row"
        + " 5 has no key",
    "churned,'',   churned,   draft-key,    cannot be part of the key"
  })
  void saysWhatIsWrongWithTheWish(
      String target, String positive, String key, String code, String message) {
    Wish wish = new Wish(CHURN, target, positive, List.of(key));
    assertThatThrownBy(() -> Drafting.of(wish, file))
        .isInstanceOfSatisfying(
            StepRejected.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.reason()).containsPattern(message);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "''                  ! it is empty",
        "a,churned           ! no rows",
        "churned             ! one column",
        "a,,churned          ! column 2 of the header needs a name",
        "a,a,churned         ! has 'a' twice",
        "_a,churned          ! not beginning with _",
      })
  void saysWhatIsWrongWithTheFile(String text, String message) throws IOException {
    Path wrong = save(text);
    assertThatThrownBy(() -> Drafting.of(new Wish(CHURN, "churned", "", List.of()), wrong))
        .hasMessageContaining(message);
  }

  @Test
  void keepsTheNamesOfTheApiFree() {
    assertThatThrownBy(() -> new Wish(new ModelName("drafts"), "a", "", List.of()))
        .hasMessageContaining("take another name");
  }
}
