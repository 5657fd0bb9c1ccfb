package io.sluice.draft;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Home;
import io.sluice.data.StorageFull;
import io.sluice.data.WholeFile;
import io.sluice.score.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Keeps drafts and the files that they were made from until they are accepted or thrown away. */
final class DraftStore {
  private static final String DRAFT = "draft.json";
  private static final String DATA = "data.csv";

  private final Home home;
  private final JsonMapper json = new JsonMapper();

  DraftStore(Home home) {
    this.home = home;
  }

  /** Makes room for the file of a draft; nothing counts before {@link #keep}. */
  Path receive(InputStream content) {
    Path folder = home.folder("tmp/drafts");
    try {
      Path file = Files.createTempFile(folder, "draft-", ".csv");
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new StorageFull("the file of a draft could not be kept", e);
    }
  }

  void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a file of a draft cannot be removed", e);
    }
  }

  /** The draft counts from the moment that its description is there, after its file. */
  void keep(ModelName model, Draft draft, Path file) {
    Path folder = folder(model);
    try {
      Files.move(file, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
      WholeFile.write(folder.resolve(DRAFT), json.writeValueAsBytes(draft));
    } catch (IOException e) {
      throw new StorageFull("the draft of model " + model + " could not be kept", e);
    }
  }

  Optional<Draft> find(ModelName model) {
    Path file = home.path().resolve("drafts").resolve(model.value()).resolve(DRAFT);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(json.readValue(file.toFile(), Draft.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the draft of model " + model + " is not readable", e);
    }
  }

  Path data(ModelName model) {
    return folder(model).resolve(DATA);
  }

  /** The description goes first: a file without one is no draft. */
  void remove(ModelName model) {
    Path folder = folder(model);
    discard(folder.resolve(DRAFT));
    discard(folder.resolve(DATA));
    discard(folder);
  }

  private Path folder(ModelName model) {
    return home.folder("drafts/" + model);
  }
}
