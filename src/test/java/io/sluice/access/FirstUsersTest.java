package io.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class FirstUsersTest {
  private final PasswordEncoder encoder = new BCryptPasswordEncoder(4);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @TempDir Path home;

  @Test
  void makesOneUserForEachRole() {
    LocalUsers users = open("");

    assertThat(users.all()).hasSize(Role.values().length);
    assertThat(users.find("operator").orElseThrow().holds(Role.OPERATOR)).isTrue();
    assertThat(users.find("operator").orElseThrow().holds(Role.OWNER)).isFalse();
    assertThat(users.find("admin").orElseThrow().allRoles())
        .containsExactlyInAnyOrder(Role.values());
  }

  @Test
  void keepsBothFilesReadableByTheirOwnerOnly() throws IOException {
    open("");

    for (String file : List.of("users.txt", "users.json"))
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
          .isEqualTo("rw-------");
  }

  @Test
  void showsLongDifferentPasswordsThatFitTheHashes() throws IOException {
    LocalUsers users = open("");

    List<String> lines = Files.readAllLines(home.resolve("users.txt"));
    assertThat(lines).hasSize(7).doesNotHaveDuplicates();
    for (String line : lines) {
      String[] words = line.split("\\s+");
      assertThat(words[1]).hasSizeGreaterThanOrEqualTo(20);
      assertThat(encoder.matches(words[1], users.user(words[0]).orElseThrow().hash())).isTrue();
      assertThat(terminal()).contains(words[1]);
      assertThat(Files.readString(home.resolve("users.json"))).doesNotContain(words[1]);
    }
  }

  @Test
  void showsPasswordsOnceAndKeepsThem() throws IOException {
    open("");
    String words = Files.readString(home.resolve("users.txt"));
    String hashes = Files.readString(home.resolve("users.json"));
    printed.reset();

    open("");

    assertThat(terminal()).isEmpty();
    assertThat(home.resolve("users.txt")).hasContent(words);
    assertThat(home.resolve("users.json")).hasContent(hashes);
  }

  @Test
  void takesTheAdminsPasswordFromOutsideWithoutShowingIt() throws IOException {
    LocalUsers users = open("chosen by hand");

    assertThat(encoder.matches("chosen by hand", users.user("admin").orElseThrow().hash()))
        .isTrue();
    assertThat(terminal()).doesNotContain("chosen by hand");
    assertThat(Files.readString(home.resolve("users.txt"))).doesNotContain("admin", "chosen");
  }

  @Test
  void replacesTheAdminsPasswordLaterAndForgetsTheOldWord() throws IOException {
    open("");
    String old = Files.readString(home.resolve("users.txt"));

    LocalUsers users = open("chosen by hand");

    assertThat(old).contains("admin");
    assertThat(Files.readString(home.resolve("users.txt")))
        .doesNotContain("admin")
        .contains("owner");
    assertThat(encoder.matches("chosen by hand", users.user("admin").orElseThrow().hash()))
        .isTrue();
    assertThat(encoder.matches("chosen by hand", open("").user("admin").orElseThrow().hash()))
        .isTrue();
  }

  @Test
  void refusesAnAdminPasswordThatIsTooShort() {
    assertThatThrownBy(() -> open("short"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SLUICE_ADMIN_PASSWORD has 5 bytes; 8 to 72");
    assertThat(home.resolve("users.json")).doesNotExist();
  }

  @Test
  void namesTheDamagedFileAndLeavesIt() throws IOException {
    Files.writeString(home.resolve("users.json"), "{\n  \"users\": [");

    assertThatThrownBy(() -> open("")).hasMessageContaining("users.json is damaged at line 2");
    assertThat(home.resolve("users.json")).hasContent("{\n  \"users\": [");
  }

  private LocalUsers open(String adminPassword) {
    PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new FirstUsers(home, encoder, terminal).open(adminPassword);
  }

  private String terminal() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
