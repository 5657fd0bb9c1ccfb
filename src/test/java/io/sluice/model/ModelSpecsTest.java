package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSpecsTest {
  private static final String MORE =
      """
      cutoffs: [0.2, 0.5]
      slices: [colour, day]
      classWeights: {positive: 3}
      search: {tries: 20}
      limits: Not for children.
      """;

  @TempDir Path folder;

  @Test
  void readsAFeatureByItsNameAloneAndWithPoliciesOfItsOwn() throws Exception {
    ModelSpec spec = read(ModelRoom.SPEC).spec();
    assertThat(spec.features().get(0)).isEqualTo(new ModelSpec.Feature("height", null, null, null));
    assertThat(spec.features().get(1).missing()).isEqualTo(Missing.REFUSE);
    assertThat(spec.algorithm()).isEqualTo(new Algorithm.RandomForest(20, 8, 5, 0));
  }

  @Test
  void namesLineAndColumnOfAnUnknownKey() {
    assertWrong("seed: 7\nsead: 8", "seed: 7")
        .hasMessageContaining("config/models/trial.yaml:9:")
        .hasMessageContaining("unknown key 'sead'")
        .hasMessageContaining("algorithm");
  }

  @Test
  void namesAColumnThatIsNotThereWithItsNearest() {
    assertWrong("[heigth,", "[height,")
        .hasMessageContaining("config/models/trial.yaml:4:12")
        .hasMessageContaining("no column 'heigth'")
        .hasMessageContaining("nearest: height");
  }

  @Test
  void refusesPoliciesThatDoNotFitTheirColumn() {
    assertWrong("{column: colour, missing: median}]", "colour]")
        .hasMessageContaining("'colour' is a category")
        .hasMessageContaining("own-level");
    assertWrong("missing: 3.5}, bad]", "missing: refuse}, colour]")
        .hasMessageContaining("'bad' is the target itself");
    assertWrong("positive: maybe", "positive: true").hasMessageContaining("BOOLEAN");
  }

  @Test
  void refusesHyperparametersOutOfRangeAndUnknownAlgorithms() {
    assertWrong("trees: 0", "trees: 20").hasMessageContaining("trees is 0, from 1 to 2000");
    assertWrong("type: oracle", "type: random-forest").hasMessageContaining("oracle");
    assertWrong("holdout: 1.5", "holdout: 0.3").hasMessageContaining("above 0 and below 1");
  }

  @Test
  void readsWhatIsMeasuredWeightedSearchedAndLimited() throws Exception {
    ModelSpec plain = read(ModelRoom.SPEC).spec();
    assertThat(plain.cutoffs()).containsExactly(0.5);
    assertThat(plain.slices()).isEmpty();
    assertThat(plain.classWeights()).isNull();
    assertThat(plain.search()).isNull();
    ModelSpec full = read(ModelRoom.SPEC + MORE).spec();
    assertThat(full.cutoffs()).containsExactly(0.2, 0.5);
    assertThat(full.slices()).containsExactly("colour", "day");
    assertThat(full.classWeights()).isEqualTo(new ClassWeights(3));
    assertThat(full.search()).isEqualTo(new SearchBudget(20));
    assertThat(full.limits()).isEqualTo("Not for children.");
    assertThat(read(ModelRoom.SPEC + "classWeights: balanced").spec().classWeights())
        .isEqualTo(new ClassWeights(0));
  }

  @Test
  void saysWhatWouldBeRightOfTheOptionalKeys() {
    assertThatThrownBy(() -> read(ModelRoom.SPEC + "cutoffs: [20]"))
        .hasMessageContaining("cutoffs: 20.0 is not from 0 to 1");
    assertThatThrownBy(() -> read(ModelRoom.SPEC + "slices: [color]"))
        .hasMessageContaining("no column 'color'")
        .hasMessageContaining("nearest: colour");
    assertThatThrownBy(() -> read(ModelRoom.SPEC + "classWeights: {positive: 2.5}"))
        .hasMessageContaining("trial.yaml:11:")
        .hasMessageContaining("{positive: 3} with a whole number");
    assertThatThrownBy(() -> read(ModelRoom.SPEC + "search: {tries: 1}"))
        .hasMessageContaining("tries is 1, from 2 to 500 is right");
    assertThatThrownBy(() -> read(ModelRoom.SPEC + "search: {trys: 5}"))
        .hasMessageContaining("tries is missing, for example 20");
    assertThatThrownBy(
            () ->
                read(
                    ModelRoom.SPEC.replaceFirst("\\{type: random.*}", "{type: gradient-boosting}")
                        + "classWeights: balanced"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("classWeights: this algorithm takes none, a random-forest does");
  }

  @Test
  void readsTheSpecThatIsDelivered() {
    ModelSpecs specs =
        new ModelSpecs(
            new ConfigFolder(Path.of("")),
            new io.sluice.validate.ContractCatalog(new ConfigFolder(Path.of(""))));
    var name = new io.sluice.score.ModelName("credit-risk");
    assertThat(specs.find(name).orElseThrow().spec().features()).hasSize(23);
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertWrong(String now, String was) {
    return assertThatThrownBy(() -> read(ModelRoom.SPEC.replace(was, now)))
        .isInstanceOf(ConfigException.class);
  }

  private ModelSpecs.Entry read(String text) throws IOException {
    Path file = folder.resolve("config/models/trial.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return new ModelSpecs(new ConfigFolder(folder), contract -> ModelRoom.SCHEMA)
        .find(ModelRoom.TRIAL)
        .orElseThrow();
  }
}
