// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.store.FolderStore;
import uk.ac.bgs.corescore.core.store.ImageServerStore;
import uk.ac.bgs.corescore.core.store.PhotoStore;
import uk.ac.bgs.corescore.core.store.StoreListing;

/** An archive on an image server, which goes away in the middle. */
class StoreBatchTest {
  private static final int PHOTOS = 60;

  @TempDir private Path folder = Path.of(".");
  private final Map<String, Integer> fetched = new ConcurrentHashMap<>();
  private HttpServer server;
  private String base = "";
  private volatile int availableUpTo = PHOTOS;

  @BeforeEach
  void start() throws IOException {
    for (int i = 0; i < PHOTOS; i++) {
      TinyArchive.drawOne(folder.resolve("served/box_" + i + ".png"), i);
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
    try (exchange) {
      if (path.equals("/manifest")) {
        String canvases =
            String.join(
                ",",
                IntStream.range(0, PHOTOS)
                    .mapToObj(
                        i ->
                            "{\"type\":\"Canvas\",\"items\":[{\"items\":[{\"body\":{\"service\":"
                                + "[{\"type\":\"ImageService3\",\"id\":\""
                                + base
                                + "/iiif/box_"
                                + i
                                + "\"}]}}]}]}")
                    .toList());
        send(exchange, 200, text("{\"type\":\"Manifest\",\"items\":[" + canvases + "]}"));
        return;
      }
      int number = Integer.parseInt(path.replaceAll("/iiif/box_(\\d+)/.*", "$1"));
      if (number >= availableUpTo) {
        send(exchange, 503, text("down"));
      } else if (path.endsWith("/info.json")) {
        send(exchange, 200, text("{\"width\":40,\"height\":30,\"type\":\"ImageService3\"}"));
      } else if (path.contains("/full/max/")) {
        fetched.merge("box_" + number, 1, Integer::sum);
        send(exchange, 200, Files.readAllBytes(folder.resolve("served/box_" + number + ".png")));
      } else {
        send(exchange, 400, text("no"));
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private List<PhotoSource> photos() throws IOException {
    ImageServerStore store =
        ImageServerStore.builder(folder.resolve("cache"))
            .cacheBytes(0)
            .server(base + "/iiif")
            .attempts(1, Duration.ZERO)
            .requestsPerSecond(1000)
            .build();
    StoreListing listing = store.list(base + "/manifest", found -> {});
    assertEquals(PHOTOS, listing.ids().size());
    return PhotoListing.ofStore(store, listing.ids()).photos();
  }

  @Test
  void aServerThatGoesAwayEndsTheRunAndTheNextOneGoesOn() throws IOException {
    Path out = folder.resolve("out");
    availableUpTo = 25;
    CoreScoreException away =
        assertThrows(
            CoreScoreException.class,
            () -> TinyArchive.batch(out).outageAfter(5).build().run(photos()));
    assertEquals(FailureKind.BUSY, away.kind());
    assertTrue(String.valueOf(away.getMessage()).contains("in a row"), away.getMessage());
    assertEquals(25, fetched.size(), "what could be fetched was");

    availableUpTo = PHOTOS;
    BatchOutcome outcome = TinyArchive.batch(out).outageAfter(5).build().run(photos());
    assertEquals(PHOTOS - 25, outcome.status().scored(), "those that failed are tried again");
    assertEquals(25, outcome.status().kept());
    assertEquals(0, outcome.failures());
    assertTrue(outcome.complete());
    assertTrue(fetched.values().stream().allMatch(times -> times == 1), "nothing is fetched twice");
    assertFalse(Files.exists(folder.resolve("cache")), "nothing is kept beside the results");

    Path straight = folder.resolve("straight");
    BatchOutcome once = TinyArchive.batch(straight).build().run(photos());
    assertEquals(TinyArchive.files(once.folder()), TinyArchive.files(outcome.folder()));
  }

  @Test
  void photosThatTheServerDoesNotHaveAreNoOutage() throws IOException {
    ImageServerStore store =
        ImageServerStore.builder(folder.resolve("cache"))
            .cacheBytes(0)
            .server(base + "/none")
            .attempts(1, Duration.ZERO)
            .build();
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            send(exchange, 404, text("no"));
          }
        });
    List<String> ids = IntStream.range(0, 8).mapToObj(i -> "gone_" + i).toList();
    BatchOutcome outcome =
        TinyArchive.batch(folder.resolve("out"))
            .outageAfter(3)
            .build()
            .run(PhotoListing.ofStore(store, ids).photos());
    assertEquals(8, outcome.failures());
    assertTrue(outcome.complete());
  }

  @Test
  void aPhotoOfTheSameIdOnAnotherServerDoesNotKeepTheFiguresOfTheFirst() throws IOException {
    Path out = folder.resolve("out");
    FolderStore first = new FolderStore(folder.resolve("served"), 1 << 20);
    TinyArchive.drawOne(folder.resolve("others/box_0.png"), 77);
    Files.copy(folder.resolve("served/box_1.png"), folder.resolve("others/box_1.png"));
    FolderStore other = new FolderStore(folder.resolve("others"), 1 << 20);
    List<String> ids = List.of("box_0.png", "box_1.png");
    TinyArchive.batch(out).build().run(PhotoListing.ofStore(first, ids).photos());

    BatchOutcome moved =
        TinyArchive.batch(out).build().run(PhotoListing.ofStore(other, ids).photos());
    assertEquals(1, moved.status().scored(), "the one with another content");
    assertEquals(1, moved.status().kept());
    BatchOutcome alone =
        TinyArchive.batch(folder.resolve("alone"))
            .build()
            .run(PhotoListing.ofStore(other, ids).photos());
    assertEquals(TinyArchive.files(alone.folder()), TinyArchive.files(moved.folder()));

    List<String> more = List.of("box_0.png", "box_1.png", "box_2.png");
    TinyArchive.batch(out).build().run(PhotoListing.ofStore(first, more).photos());
    BatchOutcome lacks =
        TinyArchive.batch(out).build().run(PhotoListing.ofStore(other, more).photos());
    assertEquals(1, lacks.failures(), "the other store has no box_2.png");
  }

  @Test
  void aStoreThatIsBusyCostsNoPhotoItsResult() throws IOException {
    Path out = folder.resolve("out");
    AtomicBoolean busy = new AtomicBoolean();
    FolderStore there = new FolderStore(folder.resolve("served"), 1 << 20);
    PhotoStore store =
        (id, columns) -> {
          if (busy.get()) {
            throw new CoreScoreException(FailureKind.BUSY, id + ": later");
          }
          return there.fetch(id, columns);
        };
    List<PhotoSource> photos = PhotoListing.ofStore(store, List.of("box_0.png")).photos();
    BatchOutcome first = TinyArchive.batch(out).build().run(photos);
    Files.delete(first.folder().resolve("reports/box_0.mask.png"));
    busy.set(true);
    BatchOutcome second = TinyArchive.batch(out).build().run(photos);
    assertEquals(0, second.failures());
    assertEquals(1, second.status().kept());
    assertTrue(Files.exists(first.folder().resolve("reports/box_0.json")), "what is there stays");
  }
}
