package io.sluice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Calls the faces over HTTP as a program does. */
public final class Caller {
  public static final String ADMIN_PASSWORD = "correct horse battery";

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final Path home;

  public Caller(int port, Path home) {
    this.port = port;
    this.home = home;
  }

  public URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** The password that the first start made for a user. */
  public String password(String user) {
    if (user.equals("admin")) return ADMIN_PASSWORD;
    try {
      return Files.readAllLines(home.resolve("users.txt")).stream()
          .map(line -> line.split("\\s+"))
          .filter(words -> words[0].equals(user))
          .findFirst()
          .orElseThrow()[1];
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public HttpRequest.Builder as(String user, String path) {
    return basic(user, password(user), path);
  }

  public HttpRequest.Builder basic(String user, String password, String path) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(address(path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  public HttpResponse<String> get(String user, String path) {
    return send(as(user, path));
  }

  public HttpResponse<String> upload(String user, String path, String part, String content) {
    String body =
        "--xx\r\nContent-Disposition: form-data; name=\""
            + part
            + "\"; filename=\"loans.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            + content
            + "\r\n--xx--\r\n";
    return send(
        as(user, path)
            .header("Content-Type", "multipart/form-data; boundary=xx")
            .POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
