package io.sluice.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.data.ConfigException;
import io.sluice.data.StorageFull;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** Turns what went wrong into a problem document (RFC 9457), never with a stack trace. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPE = "urn:sluice:problem:";

  private final ApiSettings settings;

  Problems(ApiSettings settings) {
    this.settings = settings;
  }

  ProblemDetail of(Exception e) {
    return switch (e) {
      case StepRejected r -> problem(status(r.code()), r.code(), r.reason(), r.facts());
      case StepUnavailable u -> problem(503, "unavailable", text(u));
      case ConfigException c -> problem(409, "configuration-wrong", text(c));
      case StorageFull f ->
          problem(507, "storage-full", "The disk has no room left; nothing was kept.");
      case BadParameter b ->
          problem(400, "bad-parameter", text(b), Map.of("parameter", b.parameter()));
      default -> ofSpring(e);
    };
  }

  private static int status(String code) {
    if (code.startsWith("unknown-")) return 404;
    if (code.startsWith("unreadable-") || code.equals("no-records")) return 400;
    if (code.equals("too-large") || code.equals("too-many-records")) return 413;
    if (code.equals("version-retired")) return 409;
    if (code.equals("four-eyes") || code.endsWith("-forbidden")) return 403;
    return code.endsWith("-conflict") ? 409 : 422;
  }

  private ProblemDetail ofSpring(Exception e) {
    return switch (e) {
      case MaxUploadSizeExceededException big ->
          problem(
              413,
              "too-large",
              "The file is larger than the " + size(settings.maxUpload()) + " that are taken in.",
              Map.of("maxBytes", settings.maxUpload().toBytes()));
      case MissingServletRequestPartException part ->
          missing("part", part.getRequestPartName(), "multipart/form-data");
      case MissingServletRequestParameterException parameter ->
          missing("parameter", parameter.getParameterName(), "the request");
      case MultipartException m ->
          problem(400, "multipart-wrong", "Send the file as part 'file' of multipart/form-data.");
      case MethodArgumentTypeMismatchException m ->
          problem(
              400,
              "bad-parameter",
              "parameter '" + m.getName() + "' must be " + wanted(m.getRequiredType()),
              Map.of("parameter", m.getName()));
      case HttpMessageNotReadableException m -> unreadable(m);
      case HttpRequestMethodNotSupportedException m -> {
        String[] allowed = m.getSupportedMethods();
        yield problem(
            405,
            "method-not-allowed",
            "This address does not take " + m.getMethod() + ".",
            Map.of("allowed", allowed == null ? new String[0] : allowed));
      }
      case ErrorResponse r -> generic(r.getStatusCode(), r.getBody());
      default -> DatabaseAway.is(e) ? away(e) : unexpected(e);
    };
  }

  private static ProblemDetail missing(String what, String name, String where) {
    return problem(
        400,
        "missing-" + what,
        "%s needs a %s named '%s'.".formatted(where, what, name),
        Map.of(what, name));
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == int.class || type == Integer.class) return "a whole number";
    return type == null ? "of another kind" : "a " + type.getSimpleName();
  }

  private static ProblemDetail unreadable(HttpMessageNotReadableException e) {
    JsonLocation place =
        e.getCause() instanceof JsonProcessingException json ? json.getLocation() : null;
    String detail = "The body is no JSON that this address takes.";
    if (place == null) return problem(400, "unreadable-body", detail);
    return problem(
        400,
        "unreadable-body",
        detail,
        Map.of("line", place.getLineNr(), "column", place.getColumnNr()));
  }

  private static ProblemDetail generic(HttpStatusCode status, ProblemDetail body) {
    String title = body.getTitle() == null ? "request-refused" : body.getTitle();
    String code = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return problem(status.value(), code, title + ".");
  }

  private static ProblemDetail away(Exception e) {
    LOG.warn("The database does not answer: {}", e.getClass().getName());
    return problem(
        503,
        "unavailable",
        "The database does not answer. Whether this request was carried out is not known; with the"
            + " same Idempotency-Key it may be sent again.");
  }

  private static ProblemDetail unexpected(Exception e) {
    String id = UUID.randomUUID().toString();
    LOG.error("Unexpected failure {}", id, e);
    return problem(
        500,
        "unexpected",
        "Something went wrong here, not with your request; the log has it under this id.",
        Map.of("id", id));
  }

  private static ProblemDetail problem(int status, String code, String detail) {
    return problem(status, code, detail, Map.of());
  }

  private static ProblemDetail problem(
      int status, String code, String detail, Map<String, ?> facts) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
    problem.setType(URI.create(TYPE + code));
    String words = code.replace('-', ' ');
    problem.setTitle(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
    facts.forEach(problem::setProperty);
    return problem;
  }

  private static String size(DataSize size) {
    if (size.toBytes() % (1L << 30) == 0) return size.toGigabytes() + " GB";
    if (size.toBytes() % (1L << 20) == 0) return size.toMegabytes() + " MB";
    return size.toKilobytes() + " KB";
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
