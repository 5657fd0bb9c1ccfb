package io.sluice.engine;

import camundajar.impl.scala.collection.immutable.Map.Map1;
import camundajar.impl.scala.util.Either;
import camundajar.impl.scala.util.Left;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ContextVariableWrapper;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.FeelEngine.Failure;
import org.camunda.feel.api.EvaluationFailure;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;

/**
 * FEEL as the engine speaks it, with each text parsed once and the built-in functions made once:
 * the engine's own does both for every cell of a table, which was a quarter of what a case costs.
 */
final class ParsedFeel extends ScalaFeelEngine {
  private static final String INPUT = "inputVariableName";

  /** Texts of more tables than anybody has; beyond it all are parsed anew. */
  private static final int KNOWN = 50_000;

  private final ValueMapper values;
  private final FunctionProvider functions;
  private final FeelInterpreter interpreter;
  private final Map<String, ParsedExpression> expressions = new ConcurrentHashMap<>();
  private final Map<String, ParsedExpression> tests = new ConcurrentHashMap<>();

  ParsedFeel() {
    super(List.of());
    values = feelEngine.valueMapper();
    functions = new BuiltinFunctions(feelEngine.clock(), values);
    interpreter = new FeelInterpreter(values);
  }

  /**
   * @throws FeelException when the text is no FEEL or fails on these variables
   */
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as the interface
  public <T> T evaluateSimpleExpression(String text, VariableContext variables) {
    ParsedExpression parsed = parsed(expressions, text, feelEngine::parseExpression);
    return (T) evaluated(parsed, new ContextVariableWrapper(variables));
  }

  /**
   * @throws FeelException when the text is no FEEL or fails on these variables
   */
  @Override
  public boolean evaluateSimpleUnaryTests(String text, String input, VariableContext variables) {
    ParsedExpression parsed = parsed(tests, text, feelEngine::parseUnaryTests);
    VariableProvider named =
        new VariableProvider.StaticVariableProvider(new Map1<String, Object>(INPUT, input));
    VariableProvider all =
        new VariableProvider.CompositeVariableProvider(
            toScalaList(named, new ContextVariableWrapper(variables)));
    return switch (evaluated(parsed, all)) {
      case null -> false;
      case Boolean holds -> holds;
      default -> throw new FeelException(failure(parsed, "it is no test"));
    };
  }

  private static ParsedExpression parsed(
      Map<String, ParsedExpression> known,
      String text,
      Function<String, Either<Failure, ParsedExpression>> parser) {
    ParsedExpression found = known.get(text);
    if (found != null) return found;
    Either<Failure, ParsedExpression> parsed = parser.apply(text);
    if (parsed instanceof Left<Failure, ParsedExpression> failed)
      throw new FeelException(failed.value().message());
    if (known.size() >= KNOWN) known.clear();
    ParsedExpression fresh = parsed.toOption().get();
    known.put(text, fresh);
    return fresh;
  }

  private @Nullable Object evaluated(ParsedExpression parsed, VariableProvider variables) {
    EvalContext context =
        new EvalContext(values, variables, functions, new EvaluationFailureCollector());
    Val value;
    try {
      value = interpreter.eval(parsed.expression(), context);
    } catch (RuntimeException e) {
      throw new FeelException(failure(parsed, String.valueOf(e.getMessage())), e);
    }
    switch (value) {
      case ValError error -> throw new FeelException(failure(parsed, error.error()));
      case ValFatalError error -> throw new FeelException(failure(parsed, error.error()));
      default -> {
        if (context.failureCollector().failures().exists(ParsedFeel::asserted))
          throw new FeelException(failure(parsed, "what it asserts does not hold"));
        return values.unpackVal(value);
      }
    }
  }

  private static Object asserted(EvaluationFailure failure) {
    return failure.failureType() == EvaluationFailureType.ASSERT_FAILURE$.MODULE$;
  }

  private static String failure(ParsedExpression parsed, String why) {
    return "failed to evaluate expression '%s': %s".formatted(parsed.text(), why);
  }
}
