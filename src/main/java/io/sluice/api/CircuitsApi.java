package io.sluice.api;

import io.sluice.step.Circuits;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the connectors fare that call outside, on the node that answers. */
@RestController
@Tag(name = "Circuits")
@RequestMapping("/api/circuits")
class CircuitsApi {
  private final Circuits circuits;

  CircuitsApi(Circuits circuits) {
    this.circuits = circuits;
  }

  record CircuitList(List<Circuits.Circuit> circuits) {}

  /**
   * @param events the last 100, the newest first
   */
  record CircuitView(Circuits.Circuit circuit, List<Circuits.Event> events) {}

  @Operation(summary = "State, bounds and calls of the last minute of each connector on this node")
  @GetMapping
  CircuitList all() {
    return new CircuitList(circuits.all());
  }

  @Operation(summary = "A connector on this node, and what happened at its bounds lately")
  @GetMapping("/{name}")
  CircuitView one(@PathVariable String name) {
    List<Circuits.Circuit> all = circuits.all();
    Circuits.Circuit found =
        all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(() -> unknown(all));
    return new CircuitView(found, circuits.events(name));
  }

  private static StepRejected unknown(List<Circuits.Circuit> all) {
    List<String> names = all.stream().map(Circuits.Circuit::name).toList();
    return new StepRejected(
        "unknown-circuit",
        "no connector of this name calls outside; there are " + names,
        Map.of("known", names));
  }
}
