package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.sluice.score.Ensemble;
import io.sluice.score.Fitted;
import io.sluice.score.Kernel;
import io.sluice.score.Linear;
import io.sluice.score.ModelFile;
import io.sluice.score.RandomTrees;
import io.sluice.score.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnnxModelFileTest {
  private static final int WIDTH = 6;
  private static final int ROWS = 500;

  private final ModelFile file = new OnnxModelFile();
  private final SplittableRandom random = new SplittableRandom(3);
  private final Linear line = new Linear(random.doubles(WIDTH, -1, 1).toArray(), 0.1);
  private final Ensemble forest = ensemble(Ensemble.Link.IDENTITY, 0);
  private final Ensemble boosting = ensemble(Ensemble.Link.LOGISTIC, -0.3);
  private final Ensemble isolation = ensemble(Ensemble.Link.EXPONENTIAL, 0);
  private final List<Fitted> models = List.of(forest, boosting, isolation, line);

  @Test
  void readsExactlyWhatItWrote() {
    for (Fitted model : models) assertThat(file.read(file.write(model))).isEqualTo(model);
  }

  @Test
  void writesTheSameBytesForTheSameModel() {
    for (Fitted model : models) assertThat(file.write(model)).isEqualTo(file.write(model));
  }

  @Test
  void writesTreesThatOnnxRuntimeScoresAlikeEvenWithoutAValue() throws OrtException {
    double[][] rows = rows();
    for (int i = 0; i < ROWS; i += 3) rows[i][i % WIDTH] = Double.NaN;
    assertThat(worst(forest, rows)).isLessThan(1e-6);
    assertThat(worst(boosting, rows)).isLessThan(1e-6);
    assertThat(worst(isolation, rows)).isLessThan(1e-6);
  }

  @Test
  void writesLinesThatOnnxRuntimeScoresAlike() throws OrtException {
    assertThat(worst(line, rows())).isLessThan(1e-12);
  }

  @Test
  void refusesTruncatedFilesWithAReason() {
    for (Fitted model : models) {
      byte[] whole = file.write(model);
      for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 97) {
        byte[] part = Arrays.copyOf(whole, cut);
        assertThatThrownBy(() -> file.read(part))
            .isInstanceOf(ModelFile.DamagedFile.class)
            .hasMessageContaining("damaged");
      }
    }
  }

  @Test
  void givesAModelOrAReasonForFilesWithFlippedBytes() {
    byte[] whole = file.write(forest);
    for (int i = 0; i < 300; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        assertThat(file.read(flipped).width()).isPositive();
      } catch (ModelFile.DamagedFile e) {
        assertThat(e).hasMessageContaining("damaged");
      }
    }
  }

  private double[][] rows() {
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) rows[i] = random.doubles(WIDTH, -2, 2).toArray();
    return rows;
  }

  private Ensemble ensemble(Ensemble.Link link, double base) {
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < 12; i++) trees.add(RandomTrees.tree(random, WIDTH, 8));
    return new Ensemble(WIDTH, base, link, trees);
  }

  /** The largest difference, relative where scores are large. */
  private double worst(Fitted model, double[][] rows) throws OrtException {
    double[] theirs = runtime(file.write(model), rows);
    double[] ours = kernel(model, rows);
    double worst = 0;
    for (int i = 0; i < ROWS; i++)
      worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(ours[i])));
    return worst;
  }

  private static double[] kernel(Fitted model, double[][] rows) {
    Kernel kernel = Kernel.of(model);
    double[] encoded = new double[ROWS * kernel.stride()];
    Arrays.fill(encoded, Kernel.PADDING);
    for (int i = 0; i < ROWS; i++)
      System.arraycopy(rows[i], 0, encoded, i * kernel.stride(), WIDTH);
    double[] scores = new double[ROWS];
    kernel.score(encoded, 0, ROWS, scores);
    return scores;
  }

  private static double[] runtime(byte[] bytes, double[][] rows) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(bytes);
        var input = OnnxTensor.createTensor(environment, rows);
        var result = session.run(Map.of(OnnxModelFile.FEATURES, input))) {
      Object value = result.get(0).getValue();
      return value instanceof float[][] floats
          ? Arrays.stream(floats).mapToDouble(row -> row[0]).toArray()
          : Arrays.stream((double[][]) value).mapToDouble(row -> row[0]).toArray();
    }
  }
}
