package io.sluice.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the API to programs: login, and what is answered when something is wrong. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String LOGIN = "basic";
  private static final String PROBLEM = "Problem";

  @Bean
  OpenAPI openApi() {
    String version = OpenApiConfiguration.class.getPackage().getImplementationVersion();
    return new OpenAPI()
        .info(
            new Info()
                .title("Sluice")
                .description("Machine-learning scoring as business processes.")
                .version(version == null ? "unpackaged" : version)
                .license(new License().name("GPL-3.0-or-later")))
        .components(
            new Components()
                .addSecuritySchemes(
                    LOGIN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(LOGIN))
                .addSchemas(PROBLEM, problem()))
        .security(List.of(new SecurityRequirement().addList(LOGIN)));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("RFC 9457; more members tell the facts, for example errors by record")
        .addProperty("type", new StringSchema().example("urn:sluice:problem:invalid-records"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema());
  }

  /** Every address may answer with a problem document. */
  @Bean
  OpenApiCustomizer problems() {
    return api ->
        api.getPaths().values().stream()
            .flatMap(path -> path.readOperations().stream())
            .forEach(OpenApiConfiguration::mayFail);
  }

  private static void mayFail(Operation operation) {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("What is wrong, and what would be right")
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json", new MediaType().schema(problem))));
  }
}
