package io.sluice.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The API for people who read before they call. */
@Controller
class ApiReferencePage {
  static final String DOCUMENT = "/api/openapi.json";

  private final OpenApiWebMvcResource openApi;
  private final ObjectMapper json;

  ApiReferencePage(OpenApiWebMvcResource openApi, ObjectMapper json) {
    this.openApi = openApi;
    this.json = json;
  }

  @GetMapping("/api-reference")
  String show(Model page, HttpServletRequest request) throws IOException {
    page.addAttribute("reference", reference(request));
    page.addAttribute("document", DOCUMENT);
    return "api-reference";
  }

  private ApiReference reference(HttpServletRequest request) throws IOException {
    try {
      byte[] document = openApi.openapiJson(request, DOCUMENT, Locale.ENGLISH);
      return ApiReference.of(json.readTree(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the description of the API is not readable", e);
    }
  }
}
