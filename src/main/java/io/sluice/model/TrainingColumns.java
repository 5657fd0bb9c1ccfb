package io.sluice.model;

import io.sluice.data.Column;
import io.sluice.data.Schema;
import io.sluice.score.Encoding;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a version learns from; the same for its spec and for its manifest, so that its
 * rows can be found again.
 *
 * @param features in the order of the spec
 */
record TrainingColumns(
    List<String> features, ModelSpec.@Nullable Target target, ModelSpec.Split split) {

  static TrainingColumns of(ModelSpec spec) {
    return new TrainingColumns(
        spec.features().stream().map(ModelSpec.Feature::column).toList(),
        spec.target(),
        spec.split());
  }

  static TrainingColumns of(Manifest manifest) {
    return new TrainingColumns(
        manifest.encodings().stream().map(Encoding::column).toList(),
        manifest.target(),
        manifest.split());
  }

  List<String> names() {
    Stream<String> time = split.random() ? Stream.empty() : Stream.of(split.by());
    Stream<String> answer = target == null ? Stream.empty() : Stream.of(target.column());
    return Stream.of(features.stream(), answer, time).flatMap(names -> names).distinct().toList();
  }

  /**
   * @param beside other columns to read
   */
  List<Column> with(List<String> beside, Schema schema) {
    return Stream.concat(names().stream(), beside.stream())
        .distinct()
        .map(name -> schema.column(name).orElseThrow())
        .map(column -> new Column(column.name(), column.type()))
        .toList();
  }
}
