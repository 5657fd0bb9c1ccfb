package io.sluice.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** The last resort for whatever fails outside of a handler: says what, and never why in detail. */
@Controller
class ErrorPage implements ErrorController {

  @RequestMapping("/error")
  Object error(HttpServletRequest request, Model model) {
    HttpStatus status = status(request);
    if (forPrograms(request))
      return ResponseEntity.status(status)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(problem(status));
    model.addAttribute("status", status.value());
    model.addAttribute("title", title(status));
    model.addAttribute("detail", detail(status));
    return "error";
  }

  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    return status == null ? HttpStatus.NOT_FOUND : status;
  }

  private static boolean forPrograms(HttpServletRequest request) {
    String address = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    String accept = request.getHeader("Accept");
    return address.startsWith(request.getContextPath() + "/api/")
        || accept == null
        || !accept.contains("text/html");
  }

  private static ProblemDetail problem(HttpStatus status) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail(status));
    String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    problem.setType(URI.create("urn:sluice:problem:" + code));
    problem.setTitle(title(status));
    return problem;
  }

  private static String title(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "Not found";
      case FORBIDDEN -> "Not allowed";
      case PAYLOAD_TOO_LARGE -> "Too large";
      default -> status.is5xxServerError() ? "Something went wrong" : status.getReasonPhrase();
    };
  }

  private static String detail(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "There is nothing at this address. The run may have been cleaned up.";
      case FORBIDDEN -> "Your role does not allow this, or there is no such page.";
      case PAYLOAD_TOO_LARGE -> "The file is larger than what is taken in.";
      default ->
          status.is5xxServerError()
              ? "The fault is on this side. The log tells more."
              : "The request could not be understood.";
    };
  }
}
