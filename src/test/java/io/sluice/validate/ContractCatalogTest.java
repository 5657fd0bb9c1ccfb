package io.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCatalogTest {
  @TempDir private Path root = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void contract() throws IOException {
    file = Files.createDirectories(root.resolve(ContractCatalog.FOLDER)).resolve("p.odcs.yaml");
    Files.writeString(file, Contracts.PEOPLE);
  }

  @Test
  void aChangedFileIsReadAgain() throws IOException {
    ContractCatalog catalog = new ContractCatalog(new ConfigFolder(root));
    Contract first = catalog.contract("p");
    assertThat(catalog.contract("p")).isSameAs(first);
    Files.writeString(file, Contracts.PEOPLE.replace("1.0.0", "2.0.0"));
    assertThat(catalog.schema("p").version()).isEqualTo("2.0.0");
  }

  @Test
  void theLastGoodVersionServesWhileTheFileIsBroken() throws IOException {
    ContractCatalog catalog = new ContractCatalog(new ConfigFolder(root));
    Contract good = catalog.contract("p");
    Files.writeString(file, "kind: nonsense");
    assertThat(catalog.contract("p")).isEqualTo(good);
    assertThatThrownBy(() -> new ContractCatalog(new ConfigFolder(root)).contract("p"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("p.odcs.yaml:1:1");
  }

  @Test
  void anUnknownContractIsToldWithTheKnownOnes() {
    ContractCatalog catalog = new ContractCatalog(new ConfigFolder(root));
    assertThatThrownBy(() -> catalog.schema("q"))
        .hasMessageContaining("known: ")
        .hasMessageContaining("p");
    assertThatThrownBy(() -> catalog.schema("../*{")).isInstanceOf(ConfigException.class);
  }
}
