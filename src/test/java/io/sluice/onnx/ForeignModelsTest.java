package io.sluice.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.sluice.score.Ensemble;
import io.sluice.score.Fitted;
import io.sluice.score.Kernel;
import io.sluice.score.Linear;
import io.sluice.score.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of scikit-learn's and LightGBM's models, made by src/test/python/foreign_models.py. */
class ForeignModelsTest {
  private static final int WIDTH = 4;

  private final ModelFile file = new OnnxModelFile();

  static byte[] bytes(String name) {
    try (InputStream in = ForeignModelsTest.class.getResourceAsStream("/foreign/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ModelFile.Opened open(String name, boolean missing) {
    return file.open(bytes(name + ".onnx"), "true", WIDTH, missing);
  }

  private static double[] scores(Fitted fitted, double[][] rows) {
    Kernel kernel = Kernel.of(fitted);
    double[] encoded = new double[rows.length * kernel.stride()];
    Arrays.fill(encoded, Kernel.PADDING);
    for (int i = 0; i < rows.length; i++)
      System.arraycopy(rows[i], 0, encoded, i * kernel.stride(), WIDTH);
    double[] scores = new double[rows.length];
    kernel.score(encoded, 0, rows.length, scores);
    return scores;
  }

  private static List<String[]> lines() {
    return new String(bytes("rows.csv"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(","))
        .toList();
  }

  private static double[][] rows() {
    return lines().stream()
        .skip(1)
        .map(line -> Arrays.stream(line).limit(WIDTH).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double[] own(String model) {
    int column = List.of(lines().getFirst()).indexOf(model);
    return lines().stream().skip(1).mapToDouble(line -> Double.parseDouble(line[column])).toArray();
  }

  private static double apart(double[] a, double[] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]));
    return worst;
  }

  @ParameterizedTest
  @CsvSource({"forest, IDENTITY", "boosting, LOGISTIC", "lightgbm, LOGISTIC", "xgboost, LOGISTIC"})
  void scoresForeignTreesByOurKernelAsTheirMakerDid(String name, Ensemble.Link link) {
    ModelFile.Opened opened = open(name, false);
    assertThat(opened.fitted()).isInstanceOf(Ensemble.class);
    assertThat(((Ensemble) opened.fitted()).link()).isEqualTo(link);
    assertAlike(opened, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "scaled-line"})
  void scoresForeignLinesByOurKernelAsTheirMakerDid(String name) {
    ModelFile.Opened opened = open(name, false);
    assertThat(opened.fitted()).isInstanceOf(Linear.class);
    assertAlike(opened, name);
  }

  @Test
  void runsAGraphThatNoKernelKnowsByOnnxRuntime() {
    ModelFile.Opened opened = open("network", false);
    assertThat(opened.fitted()).isEqualTo(opened.graph());
    assertThat(opened.producer()).isEqualTo("pytorch");
    assertAlike(opened, "network");
  }

  private void assertAlike(ModelFile.Opened opened, String name) {
    double[] ours = scores(opened.fitted(), rows());
    assertThat(apart(ours, own(name))).isLessThan(1e-6);
    assertThat(apart(ours, scores(opened.graph(), rows()))).isLessThan(1e-6);
    Fitted stored = file.read(file.write(opened.fitted()));
    assertThat(stored).isEqualTo(opened.fitted());
    assertThat(scores(stored, rows())).isEqualTo(ours);
  }

  @Test
  void leavesTreesThatSendMissingValuesLeftToOnnxRuntime() {
    assertThat(open("xgboost", true).fitted()).isInstanceOf(RuntimeModel.class);
    assertThat(open("forest", true).fitted()).isInstanceOf(Ensemble.class);
    double[][] rows = rows();
    for (int i = 0; i < rows.length; i += 2) rows[i][i % WIDTH] = Double.NaN;
    ModelFile.Opened forest = open("forest", true);
    assertThat(apart(scores(forest.fitted(), rows), scores(forest.graph(), rows))).isLessThan(1e-6);
  }

  @Test
  void takesTheClassThatTheLabelNames() {
    for (String name : List.of("forest", "boosting", "lightgbm", "line")) {
      Fitted first = file.open(bytes(name + ".onnx"), "0", WIDTH, false).fitted();
      assertThat(first).isNotInstanceOf(RuntimeModel.class);
      double[] rest = Arrays.stream(own(name)).map(p -> 1 - p).toArray();
      assertThat(apart(scores(first, rows()), rest)).isLessThan(1e-6);
    }
  }

  @Property(tries = 2_000)
  void dividesDoublesAsTheirFloatsAreDivided(@ForAll float threshold, @ForAll int bits) {
    if (!Float.isFinite(threshold)) return;
    double near = Math.nextUp(threshold);
    for (double value :
        new double[] {
          threshold,
          FloatThreshold.atMost(threshold),
          Math.nextUp(FloatThreshold.atMost(threshold)),
          FloatThreshold.below(threshold),
          Math.nextUp(FloatThreshold.below(threshold)),
          threshold + (near - threshold) * (bits / 4294967296.0 + .5)
        }) {
      assertThat(value <= FloatThreshold.atMost(threshold)).isEqualTo((float) value <= threshold);
      assertThat(value <= FloatThreshold.below(threshold)).isEqualTo((float) value < threshold);
    }
  }

  @Test
  void refusesTruncatedAndCorruptedFiles() {
    byte[] whole = bytes("boosting.onnx");
    for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 61) {
      byte[] part = Arrays.copyOf(whole, cut);
      assertThatThrownBy(() -> file.open(part, "1", WIDTH, false))
          .isInstanceOf(ModelFile.DamagedFile.class)
          .hasMessageContaining("refused");
    }
    assertThatThrownBy(() -> file.open("{}".getBytes(StandardCharsets.UTF_8), "1", WIDTH, false))
        .hasMessageContaining("no ONNX graph");
  }

  @Test
  void refusesWhatIsNoScoreOfOneRow() {
    assertRefused(4, m -> m.getGraphBuilder().clearOutput(), "which of its outputs is the score");
    assertRefused(3, m -> {}, "takes 4 numbers and the features of the spec give 3");
    assertRefused(
        4,
        m -> m.getGraphBuilder().addInput(m.getGraph().getInput(0).toBuilder().setName("more")),
        "it has 2 inputs");
    assertRefused(
        4,
        m -> m.getGraphBuilder().getNodeBuilder(0).setDomain("com.example"),
        "of a domain that is not run here");
    assertRefused(
        4,
        m ->
            m.getGraphBuilder()
                .getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL),
        "lies in another file");
    assertRefused(
        4,
        m ->
            m.getGraphBuilder()
                .getNodeBuilder(0)
                .addAttributeBuilder()
                .setName("body")
                .setG(m.getGraph()),
        "holds a graph of its own");
  }

  /** What the step score bisects for; a lack of memory is none of a row's making. */
  @Test
  void failsOnARowThatTheGraphCannotTakeAndScoresTheOthersWithoutIt() {
    Kernel kernel = Kernel.of(lookup(.25f, .5f, .75f));
    double[] rows = {2, 0, 3, 1};
    double[] scores = new double[4];
    assertThatThrownBy(() -> kernel.score(rows, 0, 4, scores)).isInstanceOf(GraphFailed.class);
    assertThatThrownBy(() -> kernel.score(rows, 2, 3, scores)).isInstanceOf(GraphFailed.class);
    kernel.score(rows, 0, 2, scores);
    kernel.score(rows, 3, 4, scores);
    assertThat(scores).containsExactly(.75, .25, 0, .5);
  }

  /** A graph that takes the number of an entry, and dies on one that there is not. */
  private static RuntimeModel lookup(float... entries) {
    TensorProto.Builder table =
        TensorProto.newBuilder()
            .setName("table")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(entries.length);
    for (float entry : entries) table.addFloatData(entry);
    AttributeProto whole =
        AttributeProto.newBuilder()
            .setName("to")
            .setType(AttributeProto.AttributeType.INT)
            .setI(TensorProto.DataType.INT64.getNumber())
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("lookup")
            .addInitializer(table)
            .addInput(floats("number"))
            .addOutput(floats("score"))
            .addNode(node("Cast", "number", "place").addAttribute(whole))
            .addNode(node("Gather", "table", "score").addInput("place"))
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build();
    return new RuntimeModel(model.toByteArray(), 1, false);
  }

  private static NodeProto.Builder node(String type, String input, String output) {
    return NodeProto.newBuilder().setOpType(type).addInput(input).addOutput(output);
  }

  private static ValueInfoProto floats(String name) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
            .build();
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private void assertRefused(int width, Consumer<ModelProto.Builder> change, String reason) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(bytes("network.onnx")).toBuilder();
      change.accept(model);
      byte[] changed = model.build().toByteArray();
      assertThatThrownBy(() -> file.open(changed, "1", width, false))
          .isInstanceOf(ModelFile.DamagedFile.class)
          .hasMessageContaining(reason);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
