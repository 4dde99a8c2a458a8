// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.results.ResultDisk;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCore;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreGenerator;
import uk.ac.bgs.corescore.core.synthetic.SyntheticCoreSettings;
import uk.ac.bgs.corescore.example.service.web.Json;
import uk.ac.bgs.corescore.image.RgbImage;

/** A service on a free port, and a client of it. */
final class RunningService implements AutoCloseable {
  private static final String BOUNDARY = "a-boundary";

  private static final Map<Integer, SyntheticCore> DRAWN = new ConcurrentHashMap<>();

  private final LabelService service;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningService(LabelService service) {
    this.service = service;
  }

  /** An answer. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return Json.read(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }
  }

  /** Starts a service with the plain segmenter, unless the settings name another. */
  static RunningService start(Path data, String... settings) throws IOException {
    return start(new ResultDisk(), data, settings);
  }

  /** The same on a disk of the test's own. */
  static RunningService start(ResultDisk disk, Path data, String... settings) throws IOException {
    List<String> words = new ArrayList<>(List.of("--data", data.toString()));
    words.addAll(Arrays.asList(settings));
    if (!words.contains("--port")) {
      words.addAll(List.of("--port", "0"));
    }
    if (!words.contains("--workers")) {
      words.addAll(List.of("--workers", "2"));
    }
    if (!words.contains("--segmenter") && !words.contains("--model")) {
      words.addAll(List.of("--segmenter", "boofcv-watershed"));
    }
    return new RunningService(LabelService.start(settings(words.toArray(String[]::new)), disk));
  }

  static ServiceSettings settings(String... words) {
    return CommandLine.populateCommand(new ServiceSettings(), words);
  }

  LabelService service() {
    return service;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  /**
   * A request whose connection is closed after the answer where the build lets the client say so:
   * the service waits a second for open connections when it ends.
   */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    boolean allowed =
        System.getProperty("jdk.httpclient.allowRestrictedHeaders", "").equals("connection");
    return allowed ? request.header("Connection", "close") : request;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  Answer post(String path, String type, byte[] body) throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  Answer postJson(String path, String json) throws IOException, InterruptedException {
    return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Posts a form with a file and fields, given as names and values in turn. */
  Answer postForm(String path, String fileName, byte[] file, String... fields)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      part(body, "name=\"" + fields[i] + "\"");
      body.writeBytes(fields[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    part(body, "name=\"photo\"; filename=\"" + fileName + "\"");
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return post(path, "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
  }

  private static void part(ByteArrayOutputStream body, String what) {
    body.writeBytes(
        ("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + what + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A drawn core of 800 x 120; each is drawn once. */
  static SyntheticCore drawn(int seed) {
    return DRAWN.computeIfAbsent(
        seed,
        each ->
            new SyntheticCoreGenerator(SyntheticCoreSettings.builder().size(800, 120).build())
                .draw(each));
  }

  /** A box of two drawn rows of 800 x 120, 30 px of grey around each. */
  static RgbImage drawnBox() {
    int[] pixels = new int[860 * 330];
    Arrays.fill(pixels, 0x777777);
    for (int row = 0; row < 2; row++) {
      RgbImage core = drawn(14 + row).photo();
      for (int y = 0; y < 120; y++) {
        for (int x = 0; x < 800; x++) {
          pixels[(30 + 150 * row + y) * 860 + 30 + x] = core.rgb(x, y);
        }
      }
    }
    return RgbImage.wrap(860, 330, pixels);
  }

  static byte[] encoded(RgbImage photo, String format) throws IOException {
    boolean png = format.equals("png");
    BufferedImage image =
        new BufferedImage(
            photo.width(),
            photo.height(),
            png ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[photo.width() * photo.height()];
    photo.pixels().get(pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= 0xFF000000;
    }
    image.setRGB(0, 0, photo.width(), photo.height(), pixels, 0, photo.width());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    service.close();
  }
}
