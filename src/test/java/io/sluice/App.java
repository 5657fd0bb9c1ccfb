package io.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole product in a process of its own, as an operator would run it. */
public final class App implements AutoCloseable {
  public static final String PASSWORD = "only-for-this-process-4711";

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A test ends before code that is compiled twice has paid for itself; a benchmark does not. */
  private static final String COMPILER =
      System.getProperty(
          "sluice.compiler",
          "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
              + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote");

  private final Path home;
  private final Process process;
  private final Queue<String> printed = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread listener = Thread.ofPlatform().daemon().unstarted(this::listen);
  private final HttpClient http = HttpClient.newHttpClient();

  private Duration pause = Duration.ofMillis(10);

  private App(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Starts it on a free port.
   *
   * @param jvm options of its JVM
   * @param settings as {@code name=value}
   */
  public static App start(Path home, List<String> jvm, String... settings) throws IOException {
    return start(home, jvm, List.of(), settings);
  }

  /**
   * The same with more on its class path.
   *
   * @param more folders with classes
   */
  public static App start(Path home, List<String> jvm, List<Path> more, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(COMPILER.split(" ")));
    command.addAll(jvm);
    command.add("-cp");
    StringBuilder path = new StringBuilder(classPath());
    for (Path folder : more) path.append(java.io.File.pathSeparator).append(folder);
    command.add(path.toString());
    command.add("io.sluice.Sluice");
    command.add("--server.port=0");
    command.add("--sluice.home=" + home);
    command.add("--logging.level.org.springframework.boot.web.embedded.tomcat=info");
    for (String setting : settings) command.add("--" + setting);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SLUICE_ADMIN_PASSWORD", PASSWORD);
    App app = new App(home, builder.start());
    app.listener.start();
    return app;
  }

  /** The product's classes only: what tests bring along is not there. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.add(line);
        Matcher matcher = PORT.matcher(line);
        if (matcher.find()) port.complete(Integer.valueOf(matcher.group(1)));
      }
    } catch (IOException e) {
      printed.add("(its output ended: " + e.getMessage() + ")");
    }
    port.completeExceptionally(new IllegalStateException("it ended: " + printed()));
  }

  public String printed() {
    return String.join("\n", printed);
  }

  public int port() {
    try {
      return port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("it does not start: " + printed(), e);
    }
  }

  /** How long to wait between two looks at it; looking takes processor time from it. */
  public App looking(Duration every) {
    pause = every;
    return this;
  }

  public long pid() {
    return process.pid();
  }

  /** Puts a file into an inbox, as a sender would: written aside, then renamed. */
  public void drop(String inbox, String name, Path file) throws IOException {
    Path folder = Files.createDirectories(home.resolve("inbox").resolve(inbox));
    Path draft = folder.resolve(name + ".part");
    Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
    Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** The same under an Idempotency-Key. */
  public HttpResponse<String> post(String path, String json, String key) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** The same in another's name. */
  public HttpResponse<String> postAs(String user, String path, String json) {
    return send(
        request(user, new Caller(port(), home).password(user), path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** A file as part {@code file} of a form. */
  public HttpResponse<String> upload(String path, String name, String content) {
    String border = "border-4711";
    String body =
        "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%2$s\"\r\n\r\n%3$s\r\n--%1$s--\r\n"
            .formatted(border, name, content);
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + border)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return request("admin", PASSWORD, path);
  }

  private HttpRequest.Builder request(String user, String password, String path) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200)
      throw new IllegalStateException(path + " answers " + response.statusCode() + response.body());
    try {
      return new JsonMapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many printed lines hold a text. */
  public int count(String text) {
    return (int) printed.stream().filter(line -> line.contains(text)).count();
  }

  /** Waits until a condition holds. */
  public void await(BooleanSupplier condition) {
    await("it has not come about", condition);
  }

  /** The run of a file once it is as wanted. */
  public JsonNode run(String file, Predicate<JsonNode> wanted) {
    AtomicReference<@Nullable JsonNode> last = new AtomicReference<>();
    await(
        file + " is not as wanted",
        () -> {
          last.set(find(file));
          return last.get() != null && wanted.test(last.get());
        });
    return Objects.requireNonNull(last.get());
  }

  private @Nullable JsonNode find(String file) {
    for (JsonNode run : runs())
      if (run.path("file").asText().equals(file))
        return json("/api/runs/" + run.path("id").asText());
    return null;
  }

  private void await(String failure, BooleanSupplier condition) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(pause)
          .failFast(failure + ", for it ended", () -> !process.isAlive())
          .until(condition::getAsBoolean);
    } catch (RuntimeException e) {
      throw new IllegalStateException(failure + ":\n" + printed(), e);
    }
  }

  private JsonNode runs() {
    JsonNode answer = json("/api/runs?limit=50");
    return answer.isArray() ? answer : answer.path("runs");
  }

  /** As the power cut does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Tells it to stop, as an operating system does, and hears it out.
   *
   * @return its exit code
   */
  public int stop() throws InterruptedException {
    process.toHandle().destroy();
    listener.join();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
