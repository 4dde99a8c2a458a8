// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.image.RgbImage;

/** Photos that were cut into files beforehand, in the forms in which programs write them. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class TileSetTest {
  private static final int WIDTH = 1003;
  private static final int HEIGHT = 501;
  private static final String PLACE = "/tiles/box%201/";

  @TempDir private Path temporary;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            asked.add(path);
            byte[] file = files.getOrDefault(path, new byte[0]);
            exchange.sendResponseHeaders(file.length == 0 ? 404 : 200, Math.max(1, file.length));
            exchange.getResponseBody().write(file.length == 0 ? new byte[1] : file);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ImageServerStore.Builder store() {
    return ImageServerStore.builder(temporary.resolve("cache"))
        .server("http://127.0.0.1:" + server.getAddress().getPort() + "/tiles")
        .cacheBytes(0)
        .attempts(1, Duration.ZERO);
  }

  /** Each cell has a colour of its own. */
  private static RgbImage drawn(int factor) {
    int width = (WIDTH + factor - 1) / factor;
    int height = (HEIGHT + factor - 1) / factor;
    int[] pixels = new int[width * height];
    Arrays.setAll(pixels, i -> (i * 2_654_435 + factor * 77) & 0xFFFFFF);
    return RgbImage.wrap(width, height, pixels);
  }

  private static byte[] png(RgbImage image, int left, int top, int width, int height)
      throws IOException {
    int[] pixels = new int[width * height];
    Arrays.setAll(pixels, i -> image.rgb(left + i % width, top + i / width) & 0xFFFFFF);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngFile.rgb(RgbImage.wrap(width, height, pixels), out);
    return out.toByteArray();
  }

  /** How a program writes. */
  private record Writer(boolean third, boolean both, boolean named, boolean down) {}

  private void write(Writer as, int tile, Integer... factors) throws IOException {
    for (int factor : factors) {
      RgbImage level = drawn(factor);
      int step = tile * factor;
      for (int top = 0; top < HEIGHT; top += step) {
        for (int left = 0; left < WIDTH; left += step) {
          int columns = Math.min(step, WIDTH - left);
          int rows = Math.min(step, HEIGHT - top);
          int round = as.down ? 0 : factor - 1;
          int width = (columns + round) / factor;
          int height = (rows + round) / factor;
          boolean whole = columns == WIDTH && rows == HEIGHT;
          files.put(
              PLACE
                  + (whole && as.named ? "full" : left + "," + top + "," + columns + "," + rows)
                  + ("/" + width + "," + (as.both ? height : ""))
                  + "/0/default.jpg",
              png(level, left / factor, top / factor, width, height));
        }
      }
    }
    info(as.third, tile, List.of(factors), "");
  }

  private void info(boolean third, int tile, List<Integer> factors, String more) {
    String context = "\"@context\":\"http://iiif.io/api/image/%d/context.json\",";
    String id = "\":\"https://example.com/iiif/x\",\"profile\":";
    String head =
        third
            ? context.formatted(3) + "\"id" + id + "\"level0\",\"type\":\"ImageService3\","
            : context.formatted(2) + "\"@id" + id + "[\"http://iiif.io/api/image/2/level0.json\"],";
    files.put(
        PLACE + "info.json",
        "{%s%s\"tiles\":[{\"scaleFactors\":%s,\"width\":%d}],\"width\":1003,\"height\":501}"
            .formatted(head, more, factors, tile)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static RgbImage read(StoredPhoto photo) {
    byte[] content = new byte[photo.content().remaining()];
    photo.content().get(content);
    return PhotoReader.create().read(photo.name(), content).image();
  }

  private RgbImage fetched(OptionalInt columns) throws IOException {
    StoredPhoto photo = store().build().fetch("box 1", columns).orElseThrow();
    assertEquals(new StoredPhoto.Size(WIDTH, HEIGHT), photo.full().orElseThrow());
    return read(photo);
  }

  /**
   * API 3 names both sides, 2 the width; a tile that is all is named or not; sides go up or down.
   */
  @ParameterizedTest
  @CsvSource({
    "false,false,false", // vips 8.14, iiif
    "true,true,false", // vips 8.14, iiif3
    "false,false,true", // sharp 0.34, iiif
    "true,true,true", // sharp 0.34, iiif3
    "true,false,true",
    "false,true,true"
  })
  void everyPixelIsWhereItWas(boolean third, boolean both, boolean named) throws IOException {
    write(new Writer(third, both, named, false), 256, 1, 2, 4);
    assertEquals(drawn(1), fetched(OptionalInt.empty()));
    assertEquals(drawn(1), fetched(OptionalInt.of(1003)));
    assertEquals(drawn(1), fetched(OptionalInt.of(503)), "502 columns are not enough");
    assertEquals(drawn(2), fetched(OptionalInt.of(502)));
    assertEquals(drawn(2), fetched(OptionalInt.of(252)));
    assertEquals(drawn(4), fetched(OptionalInt.of(251)));
    assertEquals(drawn(4), fetched(OptionalInt.of(1)));
  }

  @Test
  void aRimThatWasRoundedDownIsOneCellLess() throws IOException {
    write(new Writer(false, false, false, true), 256, 1, 2);
    RgbImage copy = fetched(OptionalInt.of(300));
    assertEquals(501, copy.width());
    assertEquals(250, copy.height());
    assertEquals(drawn(2).rgb(500, 249), copy.rgb(500, 249));
  }

  /** Tiles are requested once each where the first has shown how they are called. */
  @Test
  void whatTheFirstTileShowsIsKept() throws IOException {
    write(new Writer(true, false, true, false), 256, 1);
    fetched(OptionalInt.of(600));
    long tiles = asked.stream().filter(path -> path.matches(".*/\\d+,\\d+,\\d+,\\d+/.*")).count();
    assertTrue(tiles <= 8 + 1, asked.toString());
  }

  /** A size that is at hand costs one request; it is taken before tiles. */
  @Test
  void aSizeThatIsAtHandComesFirst() throws IOException {
    write(new Writer(true, true, true, false), 256, 1, 2, 4);
    info(true, 256, List.of(1, 2, 4), "\"sizes\":[{\"width\":251,\"height\":126}],");
    assertEquals(drawn(4), fetched(OptionalInt.of(200)));
    assertEquals(2, asked.size(), asked.toString());
    assertEquals(drawn(2), fetched(OptionalInt.of(300)), "none of the sizes is wide enough");
  }

  @Test
  void aTileThatIsMissingOrOfAnotherSizeIsNamed() throws IOException {
    write(new Writer(true, true, true, false), 256, 1);
    String lost = PLACE + "512,256,256,245/256,245/0/default.jpg";
    byte[] tile = files.getOrDefault(lost, new byte[0]);
    files.remove(lost);
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> fetched(OptionalInt.empty()));
    assertTrue(
        String.valueOf(e.getMessage()).endsWith("there is no tile 512,256,256,245"),
        e.getMessage());
    files.put(lost, png(drawn(1), 0, 0, 256, 244));
    e = assertThrows(CoreScoreException.class, () -> fetched(OptionalInt.empty()));
    assertTrue(
        String.valueOf(e.getMessage())
            .endsWith("expected 256 x 245 pixels in tile 512,256,256,245, got 256 x 244"),
        e.getMessage());
    files.put(lost, tile);
    assertEquals(drawn(1), fetched(OptionalInt.empty()));
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsFetched() throws IOException {
    write(new Writer(true, true, true, false), 256, 1, 2);
    ImageServerStore small = store().maxPixels(200_000).build();
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> small.fetch("box 1", OptionalInt.empty()));
    assertTrue(
        String.valueOf(e.getMessage()).contains("1003 x 501 are needed; ask for fewer columns"),
        e.getMessage());
    assertEquals(drawn(2), read(small.fetch("box 1", OptionalInt.of(400)).orElseThrow()));
    ImageServerStore light = store().maxBytes(20_000).build();
    assertThrows(CoreScoreException.class, () -> light.fetch("box 1", OptionalInt.empty()));
  }

  /** Files in folders: the id has a slash, which servers of files do not take escaped. */
  @Test
  void filesInFoldersAreFound() throws IOException {
    write(new Writer(true, true, true, false), 256, 1);
    Map<String, byte[]> moved = new LinkedHashMap<>();
    files.forEach((path, file) -> moved.put(path.replace("box%201", "BH%201/box"), file));
    files.clear();
    files.putAll(moved);
    assertEquals(
        drawn(1), read(store().build().fetch("BH 1/box", OptionalInt.empty()).orElseThrow()));
  }

  /** A tile that was cut from a turned photo with its Exif data lies as it is. */
  @Test
  void aTileIsNotTurned() {
    byte[] exif = {(byte) 0xFF, (byte) 0xE1, 0, 6, 1, 2, 3, 4};
    byte[] table = {(byte) 0xFF, (byte) 0xDB, 0, 3, 5};
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 4, 6, 7, 8, (byte) 0xFF, (byte) 0xE1, 0, 2};
    byte[] start = {(byte) 0xFF, (byte) 0xD8};
    assertEquals(
        Arrays.toString(joined(start, table, scan)),
        Arrays.toString(TileMetadata.removed(joined(start, exif, table, exif, scan))));
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    byte[] turned = {0, 0, 0, 1, 'e', 'X', 'I', 'f', 9, 0, 0, 0, 0};
    byte[] end = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0, 0, 0, 0};
    assertEquals(
        Arrays.toString(joined(signature, end)),
        Arrays.toString(TileMetadata.removed(joined(signature, turned, end))));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
