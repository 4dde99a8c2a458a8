// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** The command {@code batch} for photographs on an image server. */
class ImageServerBatchTest {
  @TempDir private Path folder = Path.of(".");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private List<Path> photos = List.of();
  private HttpServer server;
  private String base = "";

  @BeforeEach
  void start() throws IOException {
    DrawnFolder.copy(2, 5, 400, 100, folder.resolve("drawn"));
    try (Stream<Path> drawn = Files.list(folder.resolve("drawn/photos"))) {
      photos = drawn.sorted().toList();
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      if (path.equals("/top")) {
        send(exchange, "{'type':'Collection','items':[{'id':'BASE/m','type':'Manifest'}]}");
      } else if (path.equals("/m")) {
        send(
            exchange,
            "{'@type':'sc:Manifest','sequences':[{'canvases':[{'images':[{'resource':{'service':{"
                + "'@id':'BASE/iiif/BH1%2F0','profile':'http://iiif.io/api/image/2/level1.json'}}},"
                + "{'resource':{'service':{'@id':'BASE/iiif/BH1%2F1','profile':"
                + "'http://iiif.io/api/image/2/level1.json'}}}]}]}]}");
      } else if (path.endsWith("info.json")) {
        send(exchange, "{'width':400,'height':100}");
      } else if (path.contains("/full/full/0/")) {
        int number = Integer.parseInt(path.replaceAll("/iiif/BH1/(\\d+)/.*", "$1"));
        send(exchange, 200, Files.readAllBytes(photos.get(number)));
      } else {
        send(exchange, 404, new byte[0]);
      }
    }
  }

  private void send(HttpExchange exchange, String json) throws IOException {
    byte[] text = json.replace('\'', '"').replace("BASE", base).getBytes(StandardCharsets.UTF_8);
    send(exchange, 200, text);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private Run batch(String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "batch",
                    "--segmenter",
                    "boofcv-watershed",
                    "--requests-per-second",
                    "1000",
                    "--out",
                    folder.resolve("out").toString()),
                Stream.of(more))
            .toArray());
  }

  @Test
  void aCollectionIsWalkedOnceAndItsPhotosAreScoredOnce() throws IOException {
    String[] options = {"--iiif", base + "/top", "--image-server", base + "/iiif"};
    Run first = batch(options);
    assertEquals(0, first.exitCode(), first.out() + first.err());
    assertTrue(first.out().contains("2 photographs listed"), first.out());
    assertTrue(first.out().contains("2 photos scored, 0 failed"), first.out());
    asked.clear();
    Run again = batch(options);
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.out().contains("delete it to ask again"), again.out());
    assertTrue(again.out().contains("0 photos scored, 0 failed, 2 done before"), again.out());
    assertEquals(List.of(), asked, "what is done is not asked for");
  }

  @Test
  void aListOfIdsIsTaken() throws IOException {
    Path list = Files.writeString(folder.resolve("ids.txt"), "# ids\nBH1/1\n\nBH1/none\n");
    Run run = batch("--list", list.toString(), "--image-server", base + "/iiif");
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("1 photos scored, 1 failed"), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--iiif http://127.0.0.1:1/x",
        "--iiif http://127.0.0.1:1/x --list ids.txt --image-server http://127.0.0.1:1/iiif",
        "photos --image-server http://127.0.0.1:1/iiif",
        "--iiif nonsense --image-server http://127.0.0.1:1/iiif",
        "--iiif http://127.0.0.1:1/x --image-server nonsense",
        "--iiif http://127.0.0.1:1/x --image-server http://127.0.0.1:1/i --requests-per-second 0"
      })
  void wrongUseIsNamed(String options) {
    Run run = batch(options.split(" "));
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains("--i") || run.err().contains("--requests"), run.err());
  }
}
