package io.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the Open Data Contract Standard 3, key by key. What is a {@link JsonNode} here is known
 * to the standard and means nothing to us.
 */
record ContractFile(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable String version,
    @Nullable List<Table> schema,
    @Nullable List<Server> servers,
    @Nullable List<Custom> customProperties,
    @Nullable JsonNode id,
    @Nullable JsonNode name,
    @Nullable JsonNode status,
    @Nullable JsonNode tenant,
    @Nullable JsonNode tags,
    @Nullable JsonNode dataProduct,
    @Nullable JsonNode description,
    @Nullable JsonNode domain,
    @Nullable JsonNode support,
    @Nullable JsonNode price,
    @Nullable JsonNode team,
    @Nullable JsonNode roles,
    @Nullable JsonNode slaDefaultElement,
    @Nullable JsonNode slaProperties,
    @Nullable JsonNode authoritativeDefinitions,
    @Nullable JsonNode contractCreatedTs) {

  record Table(
      @Nullable String name,
      @Nullable List<Property> properties,
      @Nullable List<Quality> quality,
      @Nullable JsonNode id,
      @Nullable JsonNode logicalType,
      @Nullable JsonNode physicalName,
      @Nullable JsonNode physicalType,
      @Nullable JsonNode description,
      @Nullable JsonNode businessName,
      @Nullable JsonNode dataGranularityDescription,
      @Nullable JsonNode authoritativeDefinitions,
      @Nullable JsonNode relationships,
      @Nullable JsonNode tags,
      @Nullable JsonNode customProperties) {}

  record Property(
      @Nullable String name,
      @Nullable String logicalType,
      @Nullable Options logicalTypeOptions,
      @Nullable Boolean required,
      @Nullable Boolean unique,
      @Nullable Boolean primaryKey,
      @Nullable Integer primaryKeyPosition,
      @Nullable String classification,
      @Nullable List<Quality> quality,
      @Nullable JsonNode id,
      @Nullable JsonNode physicalType,
      @Nullable JsonNode physicalName,
      @Nullable JsonNode description,
      @Nullable JsonNode businessName,
      @Nullable JsonNode authoritativeDefinitions,
      @Nullable JsonNode tags,
      @Nullable JsonNode customProperties,
      @Nullable JsonNode partitioned,
      @Nullable JsonNode partitionKeyPosition,
      @Nullable JsonNode encryptedName,
      @Nullable JsonNode transformSourceObjects,
      @Nullable JsonNode transformLogic,
      @Nullable JsonNode transformDescription,
      @Nullable JsonNode examples,
      @Nullable JsonNode criticalDataElement,
      @Nullable JsonNode relationships) {}

  record Options(
      @Nullable String minimum,
      @Nullable String maximum,
      @Nullable String exclusiveMinimum,
      @Nullable String exclusiveMaximum,
      @Nullable Double multipleOf,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      @Nullable String pattern,
      @Nullable String format,
      @Nullable JsonNode timezone,
      @Nullable JsonNode defaultTimezone) {}

  record Quality(
      @Nullable String type,
      @Nullable String metric,
      @Nullable String rule,
      @Nullable String name,
      @Nullable Arguments arguments,
      @Nullable List<String> validValues,
      @Nullable String query,
      @Nullable String unit,
      @Nullable String severity,
      @Nullable Double mustBe,
      @Nullable Double mustNotBe,
      @Nullable Double mustBeGreaterThan,
      @Nullable Double mustBeGreaterOrEqualTo,
      @Nullable Double mustBeLessThan,
      @Nullable Double mustBeLessOrEqualTo,
      @Nullable List<Double> mustBeBetween,
      @Nullable List<Double> mustNotBeBetween,
      @Nullable JsonNode id,
      @Nullable JsonNode description,
      @Nullable JsonNode dimension,
      @Nullable JsonNode method,
      @Nullable JsonNode schedule,
      @Nullable JsonNode scheduler,
      @Nullable JsonNode businessImpact,
      @Nullable JsonNode engine,
      @Nullable JsonNode implementation,
      @Nullable JsonNode tags,
      @Nullable JsonNode customProperties,
      @Nullable JsonNode authoritativeDefinitions) {}

  record Arguments(
      @Nullable List<String> validValues,
      @Nullable String pattern,
      @Nullable List<@Nullable String> missingValues,
      @Nullable List<String> properties) {}

  record Custom(String property, @Nullable JsonNode value, @Nullable JsonNode id) {}

  record Server(
      @Nullable String delimiter,
      @Nullable JsonNode id,
      @Nullable JsonNode server,
      @Nullable JsonNode type,
      @Nullable JsonNode description,
      @Nullable JsonNode environment,
      @Nullable JsonNode roles,
      @Nullable JsonNode customProperties,
      @Nullable JsonNode location,
      @Nullable JsonNode path,
      @Nullable JsonNode format,
      @Nullable JsonNode endpointUrl,
      @Nullable JsonNode host,
      @Nullable JsonNode port,
      @Nullable JsonNode database,
      @Nullable JsonNode schema,
      @Nullable JsonNode catalog,
      @Nullable JsonNode account,
      @Nullable JsonNode project,
      @Nullable JsonNode dataset,
      @Nullable JsonNode region,
      @Nullable JsonNode regionName,
      @Nullable JsonNode serviceName,
      @Nullable JsonNode stagingDir,
      @Nullable JsonNode warehouse) {}
}
