package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.access.Sealer;
import io.sluice.data.Records;
import io.sluice.step.Default;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.spin.Spin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepBindingTest {
  private static final BoundStep STEP = BoundStep.of(new Weigh());
  private static final StepCall CALL = StepCall.detached("weigh-it");

  @TempDir private Path folder = Path.of("");
  private @Nullable StepBinding binding;

  record Scale(String name, double limit) {}

  @StepInfo(name = "weigh", title = "Weigh")
  static final class Weigh implements Step<Weigh.Input, Weigh.Output> {
    record Input(
        StepCall call,
        Scale scale,
        int count,
        @Default("kilo") String unit,
        @Nullable Records rows) {
      Input {
        if (count < 0) throw new IllegalArgumentException("count must not be negative");
      }
    }

    record Output(Scale scale, long count, Records rows, @Nullable String remark) {}

    @Override
    public Output run(Input input) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void bind() {
    binding = new StepBinding(new Codec(new RecordsModule(new Sealer(folder.resolve("key")))));
  }

  @Test
  void readsTextsNumbersJsonAndWhatIsLeftOut() {
    Map<String, Object> given = new HashMap<>();
    given.put("scale", Spin.JSON("{\"name\": \"a\", \"limit\": 2.5}"));
    given.put("count", "3");
    assertThat(input(given)).isEqualTo(new Weigh.Input(CALL, new Scale("a", 2.5), 3, "kilo", null));
  }

  @Test
  void namesEverythingThatIsMissingOrWrongAtOnceAndQuotesNoValue() {
    Map<String, Object> given = Map.of("count", "three", "rows", "secret");
    assertThatThrownBy(() -> input(given))
        .isInstanceOf(WrongInput.class)
        .hasMessage(
            "element 'weigh-it', step 'weigh': input parameter 'scale' is missing;"
                + " input parameter 'count' is no int: the value does not fit;"
                + " input parameter 'rows' is no Records: the value does not fit");
  }

  @Test
  void namesThePartOfAValueThatIsUnknownOrWrong() {
    assertThatThrownBy(() -> input(Map.of("count", 1, "scale", "{\"limit\": 1, \"nane\": \"a\"}")))
        .hasMessageContaining("'scale' is no Scale: it knows no 'nane', only [name, limit]");
    assertThatThrownBy(() -> input(Map.of("count", 1, "scale", "{\"limit\": \"a\"}")))
        .hasMessageContaining("'scale' is no Scale: its 'limit' does not fit");
  }

  @Test
  void tellsWhatTheInputItselfRefuses() {
    Map<String, Object> given = Map.of("count", -1, "scale", "{\"name\": \"a\", \"limit\": 1}");
    assertThatThrownBy(() -> input(given)).hasMessageContaining("count must not be negative");
  }

  @Test
  void sealsRowsSoThatTheEngineNeverHoldsThemInClear() {
    Records rows = new Records.Inline(List.of(Map.of("name", "Mary")));
    Map<String, @Nullable Object> variables =
        bound().variables(STEP, new Weigh.Output(new Scale("a", 1), 7, rows, null));
    assertThat(variables).containsEntry("count", 7L).containsEntry("remark", null);
    String sealed = String.valueOf(variables.get("rows"));
    assertThat(sealed).contains("sealed").doesNotContain("Mary");
    Map<String, Object> again = new HashMap<>();
    again.put("rows", Objects.requireNonNull(variables.get("rows")));
    again.put("scale", Objects.requireNonNull(variables.get("scale")));
    again.put("count", 1);
    assertThat(((Weigh.Input) input(again)).rows()).isEqualTo(rows);
  }

  @Test
  void refusesRowsThatWereSealedElsewhereOrChanged() {
    Map<String, Object> given =
        Map.of("count", 1, "scale", "{}", "rows", Spin.JSON("{\"sealed\": \"AAAA\"}"));
    assertThatThrownBy(() -> input(given)).hasMessageContaining("'rows' is no Records");
  }

  private Record input(Map<String, Object> given) {
    return bound().input(STEP, CALL, given::get);
  }

  private StepBinding bound() {
    return Objects.requireNonNull(binding);
  }
}
