package io.sluice.step;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a step appears to modelers and to the engine. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StepInfo {
  /** The one word used in BPMN as {@code ${name}}, in templates and in settings. */
  String name();

  /** A short imperative title for the modeler's palette. */
  String title();

  Effect effect() default Effect.PURE;

  /** Name of the step that takes back this step's effect; empty when there is none. */
  String undo() default "";

  /** Longest time a single try may take, ISO 8601. */
  String deadline() default "PT10M";
}
