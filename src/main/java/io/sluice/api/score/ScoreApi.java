package io.sluice.api.score;

import io.sluice.api.ApiSettings;
import io.sluice.api.BadParameter;
import io.sluice.api.ModelAddress;
import io.sluice.score.Selector;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Scores of records that come with the request. */
@RestController
@Tag(name = "Scoring")
class ScoreApi {
  private static final String PATH = "/api/models/{model}/score";
  private static final String CSV = "text/csv";
  private static final int MOST_REASONS = 20;

  private final Scoring scoring;
  private final ApiSettings settings;

  ScoreApi(Scoring scoring, ApiSettings settings) {
    this.scoring = scoring;
    this.settings = settings;
  }

  @Operation(
      summary = "Score records",
      description =
          "1 to 10,000 records as JSON or CSV, of which all or, if partial, the good ones are"
              + " scored. No record is kept.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(type = "object"),
                    examples =
                        @ExampleObject(
                            "{\"records\": [{\"age\": 42, \"housing\": \"rent\", \"loan_amount\":"
                                + " 9000}]}")),
                @Content(
                    mediaType = CSV,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("age,housing,loan_amount\\n42,rent,9000"))
              }))
  @PostMapping(
      path = PATH,
      consumes = {MediaType.APPLICATION_JSON_VALUE, CSV},
      produces = MediaType.APPLICATION_JSON_VALUE)
  ScoreAnswer score(
      @PathVariable String model,
      @RequestParam(defaultValue = "champion") String version,
      @RequestParam(defaultValue = "0") int reasons,
      @RequestParam(defaultValue = "false") boolean partial,
      HttpServletRequest request)
      throws IOException {
    return answer(model, version, reasons, partial, request);
  }

  @Operation(hidden = true, summary = "Score records, answer as CSV")
  @PostMapping(
      path = PATH,
      consumes = {MediaType.APPLICATION_JSON_VALUE, CSV},
      produces = CSV)
  void scoreAsCsv(
      @PathVariable String model,
      @RequestParam(defaultValue = "champion") String version,
      @RequestParam(defaultValue = "0") int reasons,
      @RequestParam(defaultValue = "false") boolean partial,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ScoreAnswer answer = answer(model, version, reasons, partial, request);
    response.setContentType("text/csv;charset=UTF-8");
    AnswerCsv.write(answer, response.getWriter());
  }

  private ScoreAnswer answer(
      String model, String version, int reasons, boolean partial, HttpServletRequest request)
      throws IOException {
    if (version.isBlank())
      throw new BadParameter("version", "champion, challenger or the id of a version");
    Scoring.Question question =
        new Scoring.Question(
            ModelAddress.name(model),
            new Selector(version),
            BadParameter.within("reasons", reasons, 0, MOST_REASONS),
            partial);
    boolean csv = request.getContentType().toLowerCase(Locale.ROOT).startsWith(CSV);
    return scoring.score(
        question,
        (records, delimiter) -> {
          if (request.getContentLengthLong() > settings.maxScoreBody().toBytes())
            throw BoundedBody.tooLarge(settings.maxScoreBody());
          InputStream body = new BoundedBody(request.getInputStream(), settings.maxScoreBody());
          if (csv) new CsvRecords(records, delimiter).read(body);
          else new JsonRecords(records).read(body);
        });
  }
}
