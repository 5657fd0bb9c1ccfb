package io.sluice.engine;

import io.sluice.engine.gate.StepShape;
import io.sluice.step.Default;
import io.sluice.step.Effect;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    return info.effect() != Effect.PURE;
  }

  /** What the gate has to know of it. */
  StepShape shape() {
    return new StepShape(
        name(),
        external(),
        info.effect() == Effect.EXTERNAL,
        inputs().stream().filter(c -> c.getType() != StepCall.class).map(BoundStep::input).toList(),
        outputs().stream().map(RecordComponent::getName).toList(),
        deadline());
  }

  private static StepShape.Input input(RecordComponent component) {
    boolean required =
        !component.isAnnotationPresent(Default.class) && !StepBinding.nullable(component);
    Object[] constants = component.getType().getEnumConstants();
    List<String> choices =
        constants == null
            ? List.of()
            : Arrays.stream(constants).map(c -> c.toString().toLowerCase(Locale.ROOT)).toList();
    return new StepShape.Input(component.getName(), required, choices);
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
