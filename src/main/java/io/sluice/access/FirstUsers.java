package io.sluice.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Sees to it that every role has its user: reads them, or makes them at the first start. */
final class FirstUsers {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What {@code users.json} holds. */
  private record Kept(List<LocalUser> users) {}

  private final Path home;
  private final PrivateFile hashes;
  private final PrivateFile words;
  private final PasswordEncoder encoder;
  private final PrintStream terminal;

  FirstUsers(Path home, PasswordEncoder encoder, PrintStream terminal) {
    this.home = home;
    this.hashes = new PrivateFile(home.resolve("users.json"));
    this.words = new PrivateFile(home.resolve("users.txt"));
    this.encoder = encoder;
    this.terminal = terminal;
  }

  /**
   * @param adminPassword the admin's password from outside, empty when there is none
   * @throws IllegalStateException when the admin's password is too short or too long, or when
   *     {@code users.json} is damaged
   */
  LocalUsers open(String adminPassword) {
    if (!adminPassword.isEmpty()) checkLength(adminPassword);
    try {
      Files.createDirectories(home);
      List<LocalUser> known = read();
      Map<Role, String> fresh = new EnumMap<>(Role.class);
      List<LocalUser> all = new ArrayList<>();
      for (Role role : Role.values()) all.add(user(role, known, adminPassword, fresh));
      keepWords(fresh, !adminPassword.isEmpty());
      if (!all.equals(known))
        hashes.write(
            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Kept(all)) + "\n");
      if (!fresh.isEmpty()) tell(fresh, !adminPassword.isEmpty());
      return new LocalUsers(all);
    } catch (IOException e) {
      throw new UncheckedIOException("the users in " + home + " are not accessible", e);
    }
  }

  private static void checkLength(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 8 || bytes > 72)
      throw new IllegalStateException(
          "SLUICE_ADMIN_PASSWORD has " + bytes + " bytes; 8 to 72 are accepted");
  }

  private List<LocalUser> read() throws IOException {
    if (!hashes.exists()) return List.of();
    try {
      return JSON.readValue(hashes.read(), Kept.class).users();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          hashes
              + " is damaged at line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + "; put a good copy back, or delete it to have new passwords made");
    }
  }

  private LocalUser user(
      Role role, List<LocalUser> known, String adminPassword, Map<Role, String> fresh) {
    LocalUser old = known.stream().filter(u -> u.role() == role).findFirst().orElse(null);
    if (role == Role.ADMIN && !adminPassword.isEmpty()) {
      if (old != null && encoder.matches(adminPassword, old.hash())) return old;
      return new LocalUser(role.word(), role, encoder.encode(adminPassword));
    }
    if (old != null) return old;
    String password = Passwords.generate();
    fresh.put(role, password);
    return new LocalUser(role.word(), role, encoder.encode(password));
  }

  /**
   * Keeps the lines of users whose passwords still hold; the admin's goes when set from outside.
   */
  private void keepWords(Map<Role, String> fresh, boolean adminFromOutside) throws IOException {
    String before = words.exists() ? words.read() : "";
    Set<String> outdated = new HashSet<>();
    fresh.keySet().forEach(role -> outdated.add(role.word()));
    if (adminFromOutside) outdated.add(Role.ADMIN.word());
    StringBuilder text = new StringBuilder();
    before
        .lines()
        .filter(line -> !outdated.contains(line.strip().split("\\s+", 2)[0]))
        .forEach(line -> text.append(line).append('\n'));
    fresh.forEach((role, password) -> text.append(line(role, password)).append('\n'));
    if (!text.toString().equals(before)) words.write(text.toString());
  }

  private static String line(Role role, String password) {
    return "%-10s %s".formatted(role.word(), password);
  }

  private void tell(Map<Role, String> fresh, boolean adminFromOutside) {
    StringBuilder text = new StringBuilder();
    text.append("\nUsers of Sluice and their passwords, shown this once and kept in\n")
        .append(words)
        .append(", which only you can read:\n\n");
    fresh.forEach((role, password) -> text.append("  ").append(line(role, password)).append('\n'));
    if (adminFromOutside) text.append("  admin      as set by SLUICE_ADMIN_PASSWORD\n");
    terminal.println(text);
    terminal.flush();
  }
}
