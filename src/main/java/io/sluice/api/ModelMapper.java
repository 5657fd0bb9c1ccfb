package io.sluice.api;

import io.sluice.model.Manifest;
import io.sluice.model.Models;
import io.sluice.model.Releases;
import io.sluice.score.ModelName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;

/** From the registry's records to the ones that callers see. */
@Mapper
interface ModelMapper {

  ModelSummary summary(Models.Model model);

  ModelView model(Models.Model model);

  VersionSummary version(Models.Version version);

  @Mapping(target = "summary", source = "version")
  @Mapping(target = "target", expression = "java(manifest.meaning())")
  VersionView version(Models.Version version, Manifest manifest, Map<String, String> links);

  @Mapping(target = "run", source = "by.run")
  @Mapping(target = "element", source = "by.element")
  @Mapping(target = "user", source = "by.user")
  @Mapping(target = "kind", qualifiedByName = "word", source = "kind")
  MoveView move(Models.Move move);

  ModelMovesApi.Moved moved(Releases.Moved moved);

  default @Nullable String absent(Optional<String> value) {
    return value.orElse(null);
  }

  default int count(List<Models.Version> versions) {
    return versions.size();
  }

  default String name(ModelName name) {
    return name.value();
  }

  @org.mapstruct.Named("word")
  default String word(String kind) {
    return kind.toLowerCase(Locale.ROOT);
  }
}
