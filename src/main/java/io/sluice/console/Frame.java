package io.sluice.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page needs. */
@ControllerAdvice(basePackageClasses = Frame.class)
class Frame {
  private final Wording wording = new Wording();

  @ModelAttribute("visitor")
  Visitor visitor(HttpServletRequest request) {
    return Visitor.of(request);
  }

  @ModelAttribute("say")
  Wording say() {
    return wording;
  }

  /** Scripts of our pages ask for the living part of a page only. */
  static String part(HttpServletRequest request, String page) {
    boolean script = "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
    return script ? page + " :: live" : page;
  }
}
