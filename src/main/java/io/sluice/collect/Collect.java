package io.sluice.collect;

import io.sluice.data.Lineage;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a file that a source sent into raw records. */
@StepInfo(name = "collect", title = "Collect records", effect = Effect.READING)
final class Collect implements Step<Collect.Input, Collect.Output> {

  /**
   * @param file sha-256 of the kept file
   */
  record Input(StepCall call, @Label("File") String file, @Label("Contract") String contract) {}

  /**
   * @param rejects rows that could not even be cut into fields
   */
  record Output(
      RawRecords raw, Records.@Nullable Stored rejects, long collected, long unreadable) {}

  private final Intake intake;
  private final CsvFiles files;
  private final SchemaCatalog schemas;

  Collect(Intake intake, CsvFiles files, SchemaCatalog schemas) {
    this.intake = intake;
    this.files = files;
    this.schemas = schemas;
  }

  @Override
  public Output run(Input input) {
    Schema schema = schemas.schema(input.contract());
    FileProfile profile = intake.profile(input.file());
    Path path = intake.pathOf(input.file());
    checkText(profile);
    input.call().progress().expected(Math.max(0, profile.lines() - 1));
    List<String> header = files.header(path, schema.delimiter());
    Header.check(header, schema);
    if (profile.lines() < 2)
      throw new StepRejected("no-rows", "the file has a header but no rows; send at least one");
    Lineage lineage =
        new Lineage(
            input.call().run(), input.call().element(), List.of("file:" + profile.sha256()));
    CsvFiles.Parsed parsed =
        files.parse(path, profile, header, schema, lineage, input.call().progress());
    return new Output(
        new RawRecords(parsed.raw().reference(), input.contract()),
        parsed.rejects() == null ? null : parsed.rejects().reference(),
        parsed.rows(),
        parsed.rejected());
  }

  private static void checkText(FileProfile profile) {
    if (profile.bytes() == 0)
      throw new StepRejected("file-empty", "the file is empty; a header and rows are wanted");
    if (profile.nul())
      throw new StepRejected(
          "wrong-encoding",
          "the file holds zero bytes, as UTF-16 or binary files do; save it as UTF-8 text");
    if (profile.longest() > CsvFiles.LONGEST_LINE)
      throw new StepRejected(
          "line-too-long",
          "line %d has %,d bytes; at most %,d are read. A line break or a quote may be missing there"
              .formatted(profile.longestAt(), profile.longest(), CsvFiles.LONGEST_LINE));
  }
}
