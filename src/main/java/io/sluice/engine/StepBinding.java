package io.sluice.engine;

import io.sluice.engine.gate.StepShape;
import io.sluice.step.Default;
import io.sluice.step.Spread;
import io.sluice.step.StepCall;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a step's input from the parameters of a BPMN element, and variables from its output. */
final class StepBinding {
  private final Codec codec;

  StepBinding(Codec codec) {
    this.codec = codec;
  }

  /**
   * @param parameter the value of an input parameter, null when it is not there
   * @throws WrongInput naming everything that is missing or does not fit
   */
  Record input(BoundStep step, StepCall call, Function<String, @Nullable Object> parameter) {
    List<String> wrong = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : step.inputs())
      values.add(component.getType() == StepCall.class ? call : value(component, parameter, wrong));
    if (wrong.isEmpty()) {
      try {
        return create(step.input(), values);
      } catch (IllegalArgumentException e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    throw new WrongInput(call.element(), step.name(), wrong);
  }

  /**
   * How long the element lets the step work, whatever step it is.
   *
   * @throws WrongInput when it is no stretch of time
   */
  Optional<Duration> deadline(
      BoundStep step, String element, Function<String, @Nullable Object> parameter) {
    @Nullable Object given = parameter.apply(StepShape.DEADLINE);
    if (given == null) return Optional.empty();
    try {
      Duration time = Duration.parse(given.toString().strip());
      if (time.isPositive()) return Optional.of(time);
    } catch (DateTimeException e) {
      // told below
    }
    throw new WrongInput(
        element,
        step.name(),
        List.of("input parameter '%s' is no time, as PT2S is".formatted(StepShape.DEADLINE)));
  }

  private @Nullable Object value(
      RecordComponent component, Function<String, @Nullable Object> parameter, List<String> wrong) {
    String name = component.getName();
    @Nullable Object given = parameter.apply(name);
    Default otherwise = component.getAnnotation(Default.class);
    if (given == null && otherwise != null) given = otherwise.value();
    if (given == null) {
      if (!nullable(component)) wrong.add("input parameter '" + name + "' is missing");
      return null;
    }
    try {
      return codec.read(given, component);
    } catch (IllegalArgumentException e) {
      wrong.add(
          "input parameter '%s' is no %s: %s"
              .formatted(name, component.getType().getSimpleName(), e.getMessage()));
      return null;
    }
  }

  static boolean nullable(RecordComponent component) {
    return has(component.getAnnotatedType()) || component.getType() == java.util.Optional.class;
  }

  private static boolean has(AnnotatedElement annotated) {
    return annotated.isAnnotationPresent(Nullable.class);
  }

  /** Each component of the output by its name, as process variables hold it. */
  Map<String, @Nullable Object> variables(BoundStep step, Record output) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    for (RecordComponent component : step.outputs()) {
      @Nullable Object value = read(component, output);
      if (component.isAnnotationPresent(Spread.class) && value instanceof Map<?, ?> entries)
        entries.forEach((name, entry) -> variables.put(String.valueOf(name), codec.write(entry)));
      else variables.put(component.getName(), codec.write(value));
    }
    return variables;
  }

  private static @Nullable Object read(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static Record create(Class<?> type, List<@Nullable Object> values) {
    try {
      var constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }
}
