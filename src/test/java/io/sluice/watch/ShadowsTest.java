package io.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Databases;
import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.model.ModelRoom;
import io.sluice.model.Mover;
import io.sluice.model.Releases;
import io.sluice.score.InlineRows;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.score.Shadow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowsTest {
  private static final Mover ADA = Mover.person("ada");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private ModelRoom room;

  private String champion = "";
  private String challenger = "";

  /** The challenger looks at a column that the champion does not need. */
  @BeforeEach
  void open() throws IOException {
    room = new ModelRoom(Databases.H2, folder);
    room.spec(ModelRoom.SPEC.replace("{column: weight, missing: refuse}, ", ""));
    champion = room.trained(1).version();
    room.spec(ModelRoom.SPEC);
    challenger = room.trained(1).version();
    room.releases.release(
        ModelRoom.TRIAL, new Releases.Wanted(champion, Optional.empty(), Optional.empty()), ADA);
    room.releases.challenge(ModelRoom.TRIAL, Optional.of(challenger), ADA);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void asksForTheColumnsThatOnlyTheChallengerNeeds() {
    ModelRuntime runtime = room.runtime();
    ScoringModel model = runtime.latest(ModelRoom.TRIAL, Selector.CHAMPION);
    Shadows shadows = shadows(runtime);
    assertThat(shadows.features(model)).extracting(Column::name).contains("weight");
    assertThat(scored(shadows, model, columns(shadows, model))).isEqualTo(1);
    assertThat(scored(shadows, model, model.features())).isZero();
  }

  @Test
  void looksAtNobodyButTheChampion() {
    ModelRuntime runtime = room.runtime();
    Shadows shadows = shadows(runtime);
    ScoringModel other = runtime.pin(ModelRoom.TRIAL, new Selector(challenger));
    assertThat(shadows.features(other)).isEmpty();
    assertThat(scored(shadows, other, other.features())).isZero();
  }

  private Shadows shadows(ModelRuntime runtime) {
    return new Shadows(runtime, new ShadowStore(room.template()), Instant::now);
  }

  private static List<Column> columns(Shadows shadows, ScoringModel model) {
    return Stream.concat(model.features().stream(), shadows.features(model).stream())
        .distinct()
        .toList();
  }

  /** How many rows more are compared once one record has been scored. */
  private int scored(Shadows shadows, ScoringModel model, List<Column> columns) {
    ShadowStore store = new ShadowStore(room.template());
    var pair = new ShadowStore.Pair(ModelRoom.TRIAL, champion, challenger);
    int before = store.latest(pair, 100).size();
    Map<String, Object> row = Map.of("height", 1.5, "weight", .25, "colour", "red");
    Batch batch = InlineRows.batch(List.of(row), columns);
    Shadow.Sample sample = shadows.records(model, batch);
    sample.scored(model.score(batch));
    shadows.flush();
    return store.latest(pair, 100).size() - before;
  }
}
