package io.sluice.console;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class LoginPage {

  @GetMapping("/login")
  String login(
      @RequestParam(required = false) @Nullable String refused,
      @RequestParam(required = false) @Nullable String locked,
      @RequestParam(required = false) @Nullable String expired,
      @RequestParam(required = false) @Nullable String bye,
      Model model) {
    if (refused != null) model.addAttribute("problem", "Name or password is wrong.");
    if (locked != null)
      model.addAttribute("problem", "Too many wrong passwords. Wait a little, then try again.");
    if (expired != null) model.addAttribute("notice", "Your session has ended. Log in again.");
    if (bye != null) model.addAttribute("notice", "You are logged out.");
    return "login";
  }
}
