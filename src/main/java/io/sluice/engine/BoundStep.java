package io.sluice.engine;

import io.sluice.step.Effect;
import io.sluice.step.Step;
import io.sluice.step.StepInfo;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;

/** A step beside what its class says of it. */
record BoundStep(StepInfo info, Step<Record, Record> step, Class<?> input, Class<?> output) {

  @SuppressWarnings("unchecked")
  static BoundStep of(Step<?, ?> step) {
    Class<?> type = AopUtils.getTargetClass(step);
    StepInfo info = type.getAnnotation(StepInfo.class);
    if (info == null) throw new IllegalStateException(type + " needs @StepInfo");
    ResolvableType contract = ResolvableType.forClass(type).as(Step.class);
    return new BoundStep(
        info,
        (Step<Record, Record>) step,
        contract.getGeneric(0).toClass(),
        contract.getGeneric(1).toClass());
  }

  String name() {
    return info.name();
  }

  boolean external() {
    return info.effect() == Effect.EXTERNAL;
  }

  Duration deadline() {
    return Duration.parse(info.deadline());
  }

  List<RecordComponent> inputs() {
    return List.of(input.getRecordComponents());
  }

  List<RecordComponent> outputs() {
    return List.of(output.getRecordComponents());
  }
}
