package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.score.ForeignKernel;
import io.sluice.score.ModelFile;
import io.sluice.step.StepUnavailable;
import java.lang.ref.Cleaner;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;

/** Scores by ONNX Runtime, one thread a call: callers are many already. */
final class RuntimeKernel implements ForeignKernel {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Rows that are given over at once. */
  private static final int PART = 4_096;

  private final RuntimeModel model;
  private final OrtSession session;
  private final String input;
  private final int column;

  /**
   * @throws ModelFile.DamagedFile when the graph cannot be run
   */
  RuntimeKernel(RuntimeModel model) {
    this.model = model;
    try {
      this.column = column(ModelProto.parseFrom(model.graph()));
      SessionOptions options = new SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession opened = OrtEnvironment.getEnvironment().createSession(model.graph(), options);
      this.session = opened;
      this.input = opened.getInputNames().iterator().next();
      CLEANER.register(this, () -> close(opened, options));
    } catch (OrtException | InvalidProtocolBufferException e) {
      throw new ModelFile.DamagedFile("ONNX Runtime cannot run the graph: " + e.getMessage(), e);
    }
  }

  private static int column(ModelProto model) {
    return model.getMetadataPropsList().stream()
        .filter(p -> p.getKey().equals(ForeignGraph.COLUMN))
        .map(StringStringEntryProto::getValue)
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(1);
  }

  private static void close(OrtSession session, SessionOptions options) {
    try {
      session.close();
      options.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session cannot be closed", e);
    }
  }

  @Override
  public int width() {
    return model.width();
  }

  @Override
  public void score(double[] rows, int from, int to, double[] scores) {
    for (int start = from; start < to; start += PART)
      part(rows, start, Math.min(to, start + PART), scores);
  }

  private void part(double[] rows, int from, int to, double[] scores) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor given = tensor(environment, rows, from, to);
        OrtSession.Result result = session.run(Map.of(input, given))) {
      read(result.get(0), from, to, scores);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** Memory comes back; whatever else fails, fails again on the same rows. */
  private static RuntimeException failure(OrtException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("alloc")
        ? new StepUnavailable("ONNX Runtime found no memory to score in", e)
        : new GraphFailed(e);
  }

  private OnnxTensor tensor(OrtEnvironment environment, double[] rows, int from, int to)
      throws OrtException {
    int width = model.width();
    int size = (to - from) * width;
    long[] shape = {to - from, width};
    if (model.doubles())
      return OnnxTensor.createTensor(
          environment, DoubleBuffer.wrap(rows, from * width, size).slice(), shape);
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) floats[i] = (float) rows[from * width + i];
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), shape);
  }

  /** One number a row, or one for each class. */
  private void read(OnnxValue value, int from, int to, double[] scores) throws OrtException {
    switch (value.getValue()) {
      case float[] alone -> {
        for (int i = 0; i < to - from; i++) scores[from + i] = alone[i];
      }
      case double[] alone -> System.arraycopy(alone, 0, scores, from, to - from);
      case float[][] classes -> {
        for (int i = 0; i < to - from; i++) scores[from + i] = classes[i][place(classes[i].length)];
      }
      case double[][] classes -> {
        for (int i = 0; i < to - from; i++) scores[from + i] = classes[i][place(classes[i].length)];
      }
      default -> throw new IllegalStateException("the graph gives no scores");
    }
  }

  private int place(int classes) {
    if (classes > 2) throw new IllegalStateException("the graph gives more than two classes");
    return classes == 1 ? 0 : column;
  }
}
