// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks osv.dev whether what a runnable jar holds has known holes: {@code java KnownHoles.java JAR
 * ...}. Ends with 1 if something has, and with 0 and a word where osv.dev cannot be reached.
 */
public final class KnownHoles {
  private static final URI OSV = URI.create("https://api.osv.dev/v1/querybatch");
  private static final Pattern COORDINATES =
      Pattern.compile("\\(([\\w.-]+:[\\w.-]+):([\\w.-]+) - ");
  private static final Pattern VULNERABILITY = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

  private KnownHoles() {}

  public static void main(String[] jars) throws IOException, InterruptedException {
    TreeSet<String> libraries = new TreeSet<>();
    for (String jar : jars) {
      try (JarFile file = new JarFile(jar)) {
        String list =
            new String(
                file.getInputStream(file.getEntry("META-INF/THIRD-PARTY.txt")).readAllBytes(),
                StandardCharsets.UTF_8);
        Matcher found = COORDINATES.matcher(list);
        while (found.find()) {
          libraries.add(found.group(1) + " " + found.group(2));
        }
      }
    }
    if (libraries.isEmpty()) {
      throw new IOException("no libraries in " + List.of(jars));
    }
    List<String> queries = new ArrayList<>();
    for (String library : libraries) {
      String[] parts = library.split(" ");
      queries.add(
          "{\"package\":{\"ecosystem\":\"Maven\",\"name\":\""
              + parts[0]
              + "\"},\"version\":\""
              + parts[1]
              + "\"}");
    }
    HttpResponse<String> answer;
    try {
      answer =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(10))
              .build()
              .send(
                  HttpRequest.newBuilder(OSV)
                      .timeout(Duration.ofSeconds(60))
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"queries\":[" + String.join(",", queries) + "]}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      System.out.println("known holes: osv.dev cannot be reached, " + libraries.size() + " libraries not checked");
      return;
    }
    if (answer.statusCode() != 200) {
      System.out.println("known holes: osv.dev answered " + answer.statusCode() + ", not checked");
      return;
    }
    TreeSet<String> holes = new TreeSet<>();
    Matcher found = VULNERABILITY.matcher(answer.body());
    while (found.find()) {
      holes.add(found.group(1));
    }
    System.out.println("known holes: " + libraries.size() + " libraries, " + holes.size() + " holes");
    holes.forEach(hole -> System.out.println("  https://osv.dev/vulnerability/" + hole));
    System.exit(holes.isEmpty() ? 0 : 1);
  }
}
