package io.sluice.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/**
 * A test of flows under {@code processes/}. Put it on a class, take a {@link FlowKit} and an {@link
 * Outside} as {@code @Autowired} fields, and walk the paths of the flow:
 *
 * <pre>{@code
 * @FlowTest(
 *     files = {"my-flow.bpmn", "my-table.dmn"},
 *     covers = "my-flow")
 * class MyFlowTest {
 *   @Autowired FlowKit kit;
 *   @Autowired Outside outside;
 *
 *   @Test
 *   void tellsTheTargetWhatWasScored() {
 *     outside.model("credit-risk", "loan-application").scores(.03);
 *     FlowRun run = kit.start("my-flow", "key-1", Map.of("record", kit.record(fields, "contract")));
 *     run.work();
 *     run.answer("approve", "ada", Map.of("answer", "approve", "answerReason", "fits"));
 *     run.work();
 *     assertThat(outside.told("my-target")).hasSize(1);
 *     run.assertEnded(Run.State.COMPLETED);
 *   }
 * }
 * }</pre>
 *
 * Each class has an engine, a database and a home of its own: it runs beside other tests, and after
 * other tests of flows. Nothing runs in the background: {@link FlowRun#work()} runs what is due,
 * {@link FlowRun#fire} lets a timer's time come. At the end of the class each node of the covered
 * flows must have been entered, else the test fails and names the others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = KitWorld.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "sluice.home=target/homes/kit-${random.uuid}",
      "spring.datasource.url=jdbc:h2:mem:kit-${random.uuid};DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "camunda.bpm.auto-deployment-enabled=false",
      "sluice.engine.sweep=false"
    })
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("kit")
@ExtendWith(Coverage.class)
public @interface FlowTest {
  /** Files of {@code processes/} that are deployed. */
  String[] files();

  /** Keys of the flows of which each node must be entered by some test of the class. */
  String[] covers() default {};
}
