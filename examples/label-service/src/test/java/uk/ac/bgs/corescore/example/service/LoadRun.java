// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.example.service.web.Json;

/**
 * Many mixed requests from many clients to a service that runs, every answer compared with the one
 * that came when nothing else was going on. Not a test: it takes minutes, and is told in the
 * README.
 *
 * <p>Arguments: address, requests, clients, process id of the service, and a folder registry of two
 * versions of one model between which production goes back and forth meanwhile.
 */
final class LoadRun {
  private static final int PICTURES = 4;

  private final URI address;
  private final int requests;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<byte[]> pngs = new ArrayList<>();
  private final List<byte[]> masks = new ArrayList<>();
  private final List<JsonNode> measures = new ArrayList<>();
  private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, List<Double>> times = new TreeMap<>();
  private final Map<Integer, Integer> versions = new TreeMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger later = new AtomicInteger();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

  private LoadRun(URI address, int requests) {
    this.address = address;
    this.requests = requests;
  }

  public static void main(String[] args) throws Exception {
    LoadRun run = new LoadRun(URI.create(args[0]), Integer.parseInt(args[1]));
    run.reference();
    run.go(Integer.parseInt(args[2]), Path.of("/proc", args[3], "status"), args[4]);
  }

  private static String body(byte[] png) {
    return "{\"instances\":[{\"input_bytes\":{\"b64\":\""
        + Base64.getEncoder().encodeToString(png)
        + "\"}}]}";
  }

  private void reference() throws Exception {
    SyntheticCoreGenerator drawer =
        new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(320, 48).build());
    for (int i = 0; i < PICTURES; i++) {
      pngs.add(RunningService.encoded(drawer.draw(i).photo(), "png"));
      masks.add(
          post("/labels", "application/json", body(pngs.get(i)).getBytes(StandardCharsets.UTF_8))
              .body());
      JsonNode result = Json.read(post("/v1/score", "image/png", pngs.get(i)).body());
      measures.add(result.path("measures"));
      ids.add(result.path("id").asText());
    }
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private void go(int clients, Path status, String registry) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(clients + 1);
    long start = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      int seed = i;
      pool.execute(() -> client(new Random(seed)));
    }
    pool.execute(() -> swap(registry));
    List<String> memory = new ArrayList<>();
    pool.shutdown();
    while (!pool.awaitTermination(20, TimeUnit.SECONDS)) {
      memory.add(next.get() + " requests: " + resident(status));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    memory.add("end: " + resident(status));
    System.out.printf(
        "%d requests of %d clients in %.0f s, %.1f a second; %d told to come back; %d wrong%n",
        requests, clients, seconds, requests / seconds, later.get(), wrong.size());
    wrong.stream().limit(10).forEach(System.out::println);
    System.out.println("answers by model version: " + versions);
    System.out.println("| request | count | median, ms | 95 %, ms | 99 %, ms | slowest, ms |");
    times.forEach(LoadRun::row);
    System.out.println("resident memory, MB: " + memory);
  }

  private static void row(String name, List<Double> all) {
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "| %s | %d | %.0f | %.0f | %.0f | %.0f |%n",
        name,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[(int) (0.95 * (sorted.length - 1))],
        sorted[(int) (0.99 * (sorted.length - 1))],
        sorted[sorted.length - 1]);
  }

  private static String resident(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .map(line -> Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
        .findFirst()
        .orElse("");
  }

  private void client(Random dice) {
    while (next.getAndIncrement() < requests) {
      int kind = dice.nextInt(100);
      int picture = dice.nextInt(PICTURES);
      long start = System.nanoTime();
      String name = kind < 40 ? "labels" : kind < 55 ? "score" : kind < 90 ? "file" : "rubbish";
      try {
        @Nullable String problem =
            switch (name) {
              case "labels" -> labels(picture);
              case "score" -> score(picture);
              case "file" -> file(dice);
              default -> rubbish(dice);
            };
        if (problem != null) {
          wrong.add(name + ": " + problem);
        }
      } catch (IOException | InterruptedException e) {
        wrong.add(name + ": " + e);
      }
      synchronized (times) {
        times
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add((System.nanoTime() - start) / 1e6);
      }
    }
  }

  private HttpResponse<byte[]> patient(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    while (true) {
      HttpResponse<byte[]> answer = post(path, type, body);
      if (answer.statusCode() != 503) {
        return answer;
      }
      later.incrementAndGet();
      TimeUnit.SECONDS.sleep(answer.headers().firstValueAsLong("Retry-After").orElse(1));
    }
  }

  private @Nullable String labels(int picture) throws IOException, InterruptedException {
    byte[] body = body(pngs.get(picture)).getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> answer = patient("/labels", "application/json", body);
    return answer.statusCode() == 200 && Arrays.equals(answer.body(), masks.get(picture))
        ? null
        : "status " + answer.statusCode() + ", or another mask";
  }

  private @Nullable String score(int picture) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = patient("/v1/score?wait=60", "image/png", pngs.get(picture));
    JsonNode result = Json.read(answer.body());
    if (answer.statusCode() != 200 || !result.path("measures").equals(measures.get(picture))) {
      return "status " + answer.statusCode() + ", or other measures";
    }
    ids.add(result.path("id").asText());
    synchronized (versions) {
      versions.merge(result.path("model").path("version").asInt(), 1, Integer::sum);
    }
    return null;
  }

  private @Nullable String file(Random dice) throws IOException, InterruptedException {
    List<String> suffixes = List.of("", ".json", ".geojson", ".csv", ".mask.png", ".zip", ".html");
    String id = ids.get(dice.nextInt(ids.size()));
    String path = "/v1/results/" + id + suffixes.get(dice.nextInt(suffixes.size()));
    int status =
        http.send(
                HttpRequest.newBuilder(address.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .statusCode();
    return status == 200 ? null : path + " " + status;
  }

  private @Nullable String rubbish(Random dice) throws IOException, InterruptedException {
    if (dice.nextBoolean()) {
      byte[] noise = new byte[dice.nextInt(5000)];
      dice.nextBytes(noise);
      int status = post("/labels", "application/json", noise).statusCode();
      return status >= 400 && status < 500 ? null : "noise got " + status;
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /labels HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n{\"instances\":["
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return null;
  }

  private void swap(String place) {
    ModelRegistry registry = new FolderRegistry(Path.of(place));
    try {
      while (next.get() < requests) {
        TimeUnit.SECONDS.sleep(10);
        int now = registry.alias("corescore", "production").orElseThrow();
        registry.moveAlias("corescore", "production", OptionalInt.of(now), 3 - now);
      }
    } catch (IOException | InterruptedException e) {
      wrong.add("swap: " + e);
    }
  }
}
