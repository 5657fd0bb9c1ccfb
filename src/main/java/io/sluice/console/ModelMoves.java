package io.sluice.console;

import io.sluice.model.Mover;
import io.sluice.model.Releases;
import io.sluice.model.Retirement;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of a model's page: one click shows what will happen, the second does it. */
@Controller
class ModelMoves {
  private final Releases releases;
  private final Retirement retirement;

  ModelMoves(Releases releases, Retirement retirement) {
    this.releases = releases;
    this.retirement = retirement;
  }

  /** A move of a role as the registry makes it. */
  private interface Move {
    String make(ModelName model, Mover by);
  }

  /**
   * @param champion that the page showed: a page that is out of date moves nothing
   */
  @PostMapping("/models/{model}/rollback")
  String rollback(
      @PathVariable String model,
      @RequestParam String champion,
      HttpServletRequest request,
      RedirectAttributes next) {
    return move(
        model,
        request,
        next,
        (name, by) -> {
          Releases.Moved moved = releases.rollback(name, Optional.of(champion), by);
          return moved.from().equals(moved.to())
              ? "Nothing was moved: the champion is another one by now."
              : "Rolled back: " + moved.to().orElse("no version") + " serves now.";
        });
  }

  /**
   * @param sha256 of the artifact that the page showed
   * @param champion that the page showed, blank for none
   */
  @PostMapping("/models/{model}/release")
  String release(
      @PathVariable String model,
      @RequestParam String version,
      @RequestParam String sha256,
      @RequestParam String champion,
      HttpServletRequest request,
      RedirectAttributes next) {
    Releases.Wanted wanted =
        new Releases.Wanted(version, Optional.of(sha256), Optional.of(champion));
    return move(
        model,
        request,
        next,
        (name, by) -> {
          releases.release(name, wanted, by);
          return "Released: " + version + " serves now.";
        });
  }

  /**
   * @param version blank for none
   */
  @PostMapping("/models/{model}/challenger")
  String challenge(
      @PathVariable String model,
      @RequestParam String version,
      HttpServletRequest request,
      RedirectAttributes next) {
    return move(
        model,
        request,
        next,
        (name, by) -> {
          releases.challenge(name, Optional.of(version).filter(v -> !v.isBlank()), by);
          return version.isBlank()
              ? "There is no challenger now."
              : version + " is scored in the shadow now.";
        });
  }

  @PostMapping("/models/{model}/retirement")
  String retire(
      @PathVariable String model,
      @RequestParam String version,
      @RequestParam boolean retired,
      HttpServletRequest request,
      RedirectAttributes next) {
    return move(
        model,
        request,
        next,
        (name, by) -> {
          if (retired) retirement.retire(name, version, by);
          else retirement.reinstate(name, version, by);
          return version + (retired ? " is retired now." : " may be used again.");
        });
  }

  private static String move(
      String model, HttpServletRequest request, RedirectAttributes next, Move move) {
    try {
      Mover by = Mover.person(String.valueOf(request.getRemoteUser()));
      next.addFlashAttribute("done", move.make(new ModelName(model), by));
    } catch (StepRejected e) {
      next.addFlashAttribute("problem", e.reason());
    } catch (IllegalArgumentException e) {
      return "redirect:/models";
    }
    return "redirect:/models/" + model;
  }
}
