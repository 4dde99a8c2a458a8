// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class ImageServerStoreTest {
  private static final String ID = "box/1 \u00E9.tif";

  @TempDir private Path temporary;

  private ImageServerDouble server;

  @BeforeEach
  void start() throws IOException {
    server = new ImageServerDouble();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ImageServerStore store(String path) {
    return ImageServerStore.builder(temporary.resolve("cache"))
        .server(server.address(path))
        .attempts(3, Duration.ZERO)
        .build();
  }

  private static BufferedImage picture(StoredPhoto photo) throws IOException {
    byte[] content = new byte[photo.content().remaining()];
    photo.content().get(content);
    return ImageIO.read(new ByteArrayInputStream(content));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 250",
    "250, 250",
    "251, 501",
    "501, 501",
    "700, 700",
    "1003, 1003",
    "5000, 1003"
  })
  void asksForASizeThatTheServerHas(int wanted, int came) throws IOException {
    for (String version : List.of("2", "3")) {
      server.context = "http://iiif.io/api/image/" + version + "/context.json";
      StoredPhoto photo = store("/iiif").fetch(ID, OptionalInt.of(wanted)).orElseThrow();
      assertEquals(came, picture(photo).getWidth());
      assertEquals(new StoredPhoto.Size(1003, 501), photo.full().orElseThrow());
      assertEquals("1 \u00E9.jpg", photo.name());
    }
  }

  @Test
  void aServerThatWantsBothSidesGetsThem() throws IOException {
    server.onlyBoth = true;
    StoredPhoto photo = store("/iiif").fetch(ID, OptionalInt.of(250)).orElseThrow();
    assertEquals(250, picture(photo).getWidth());
  }

  @Test
  void whatSizeCameIsReadFromThePicture() throws IOException {
    server.ignoresSize = true;
    StoredPhoto photo = store("/iiif").fetch(ID, OptionalInt.of(501)).orElseThrow();
    BufferedImage picture = picture(photo);
    assertEquals(125, picture.getWidth());
    // Across and down are reduced by different factors: 8.024 and 8.081.
    assertEquals(62, picture.getHeight());
    assertEquals(501, photo.full().orElseThrow().height());
  }

  @Test
  void withoutIiifItAsksByIip() throws IOException {
    server.speaksIiif = false;
    StoredPhoto photo = store("/iip.fcgi").fetch(ID, OptionalInt.of(300)).orElseThrow();
    assertEquals(300, picture(photo).getWidth());
    assertEquals(new StoredPhoto.Size(1003, 501), photo.full().orElseThrow());
  }

  @Test
  void wholeAddressesAreTakenIfTheyAreOnTheList() throws IOException {
    String address = server.address("/iiif/box%2F1%20%C3%A9.tif/info.json");
    assertTrue(store("/iiif").fetch(address, OptionalInt.of(250)).isPresent());
    server.asked.clear();
    assertTrue(store("/other").fetch(address, OptionalInt.of(250)).isEmpty(), "not on the list");
    assertTrue(store("/iiif").fetch("http://127.0.0.1:1/x", OptionalInt.of(250)).isEmpty());
    assertEquals(List.of(), server.asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../x", "a/../b", "", " ", "a\nb"})
  void idsThatAreNoneAreNotAsked(String id) throws IOException {
    assertTrue(store("/iiif").fetch(id, OptionalInt.empty()).isEmpty());
    assertEquals(List.of(), server.asked);
  }

  @Test
  void unknownPhotosAreEmpty() throws IOException {
    assertTrue(store("/iiif").fetch("none.tif", OptionalInt.empty()).isEmpty());
  }

  @Test
  void aServerThatFailsIsAskedAgain() throws IOException {
    server.failures.addAll(List.of(503, 500));
    assertTrue(store("/iiif").fetch(ID, OptionalInt.of(250)).isPresent());
    assertEquals(4, server.asked.size());
  }

  @Test
  void aServerThatGoesOnFailingIsAnErrorWithoutItsPaths() {
    server.failures.addAll(List.of(500, 500, 500));
    CoreScoreException failed =
        assertThrows(CoreScoreException.class, () -> store("/iiif").fetch(ID, OptionalInt.empty()));
    assertTrue(String.valueOf(failed.getMessage()).endsWith("status 500 found"));
    assertFalse(String.valueOf(failed.getMessage()).contains("secret"));
  }

  @Test
  void aServerThatIsNotThereIsToldByName() {
    server.close();
    IOException failed =
        assertThrows(IOException.class, () -> store("/iiif").fetch(ID, OptionalInt.empty()));
    assertTrue(
        String.valueOf(failed.getMessage()).startsWith("image server 127.0.0.1: no connection: "),
        failed.getMessage());
  }

  @Test
  void whatWasFetchedIsKeptWithinTheBound() throws IOException {
    ImageServerStore store =
        ImageServerStore.builder(temporary.resolve("cache"))
            .server(server.address("/iiif"))
            .cacheBytes(6000)
            .build();
    store.fetch(ID, OptionalInt.of(250));
    int asked = server.asked.size();
    StoredPhoto again = store.fetch(ID, OptionalInt.of(250)).orElseThrow();
    assertEquals(asked, server.asked.size());
    assertEquals(new StoredPhoto.Size(1003, 501), again.full().orElseThrow());
    for (int columns = 251; columns < 270; columns++) {
      store.fetch(ID, OptionalInt.of(columns));
    }
    long kept = 0;
    try (Stream<Path> files = Files.list(temporary.resolve("cache"))) {
      for (Path file : files.toList()) {
        kept += Files.size(file);
      }
    }
    assertTrue(kept > 0 && kept < 7000, kept + " bytes");
  }

  private static ImageServerStore.Builder uncached(Path folder) {
    return ImageServerStore.builder(folder).attempts(1, Duration.ZERO);
  }

  /** A server that stalls in the body is given up, its connection closed, and the next is tried. */
  @Test
  void aBodyThatStallsIsGivenUpAndTheNextServerIsAsked() throws Exception {
    try (StallingServer stalling = new StallingServer()) {
      IOException late =
          assertThrows(
              IOException.class,
              () ->
                  uncached(temporary.resolve("cache"))
                      .server(stalling.address() + "/iiif")
                      .timeLimit(Duration.ofMillis(400))
                      .build()
                      .fetch(ID, OptionalInt.of(250)));
      assertTrue(String.valueOf(late.getMessage()).endsWith("whole after 400 ms"), late.toString());
      assertTrue(stalling.isLeft());
    }
    try (StallingServer stalling = new StallingServer()) {
      StoredPhoto photo =
          uncached(temporary.resolve("cache"))
              .server(stalling.address() + "/iiif")
              .server(server.address("/iiif"))
              .timeLimit(Duration.ofSeconds(2))
              .build()
              .fetch(ID, OptionalInt.of(250))
              .orElseThrow();
      assertEquals(250, picture(photo).getWidth());
      assertTrue(stalling.isLeft());
    }
  }

  /** Attempts and their pauses count as well. */
  @Test
  void thePausesCount() {
    server.failures.addAll(List.of(503, 503, 503));
    ImageServerStore store =
        ImageServerStore.builder(temporary.resolve("cache"))
            .server(server.address("/iiif"))
            .attempts(4, Duration.ofMinutes(5))
            .timeLimit(Duration.ofSeconds(8))
            .build();
    CoreScoreException failed =
        assertThrows(CoreScoreException.class, () -> store.fetch(ID, OptionalInt.empty()));
    assertTrue(String.valueOf(failed.getMessage()).endsWith("status 503 found"));
    assertEquals(1, server.asked.size(), "a pause of ten seconds does not fit in eight");
  }

  @Test
  void anInterruptEndsAFetchAtOnce() throws Exception {
    try (StallingServer stalling = new StallingServer()) {
      List<Throwable> thrown = new ArrayList<>();
      Thread fetching =
          new Thread(
              () -> {
                try {
                  uncached(temporary.resolve("cache"))
                      .server(stalling.address() + "/iiif")
                      .server(server.address("/iiif"))
                      .timeLimit(Duration.ofHours(1))
                      .build()
                      .fetch(ID, OptionalInt.of(250));
                } catch (IOException | RuntimeException e) {
                  thrown.add(e);
                }
              });
      fetching.start();
      assertTrue(stalling.isAsked());
      fetching.interrupt();
      fetching.join();
      assertEquals(1, thrown.size());
      assertTrue(thrown.get(0) instanceof InterruptedIOException, thrown.toString());
      assertTrue(stalling.isLeft());
      assertEquals(List.of(), server.asked, "the next server is not asked");
    }
  }

  /** The one that fails may be the one that has it. */
  @Test
  void whereOneServerFailsAndNoneHasItThatIsAnError() throws IOException {
    String gone;
    try (ImageServerDouble other = new ImageServerDouble()) {
      gone = other.address("/iiif");
    }
    ImageServerStore both =
        uncached(temporary.resolve("cache")).server(gone).server(server.address("/iiif")).build();
    assertTrue(both.fetch(ID, OptionalInt.of(250)).isPresent());
    IOException failed =
        assertThrows(IOException.class, () -> both.fetch("none.tif", OptionalInt.empty()));
    assertTrue(String.valueOf(failed.getMessage()).contains("no connection"), failed.getMessage());
  }

  /** Whatever has become of what is kept, the photo is fetched again and kept again. */
  @Test
  void aDamagedCacheHeals() throws IOException {
    Path cache = temporary.resolve("cache");
    ImageServerStore store = store("/iiif");
    byte[] right = bytes(store.fetch(ID, OptionalInt.of(250)).orElseThrow());
    Path kept;
    try (Stream<Path> files = Files.list(cache)) {
      kept = files.findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(kept);
    byte[] turned = whole.clone();
    turned[turned.length - 20] ^= 1;
    List<byte[]> damages =
        List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(whole, 2000), turned);
    for (byte[] damage : damages) {
      Files.write(kept, damage);
      server.asked.clear();
      assertArrayEquals(right, bytes(store.fetch(ID, OptionalInt.of(250)).orElseThrow()));
      assertEquals(2, server.asked.size(), "fetched anew");
      assertArrayEquals(right, bytes(store.fetch(ID, OptionalInt.of(250)).orElseThrow()));
      assertEquals(2, server.asked.size(), "and kept again");
    }
    Files.delete(kept);
    Files.createDirectories(kept.resolve("a folder"));
    assertArrayEquals(right, bytes(store.fetch(ID, OptionalInt.of(250)).orElseThrow()));
  }

  @Test
  void aCacheThatCannotBeWrittenIsPassedBy() throws IOException {
    Files.writeString(temporary.resolve("cache"), "a file where the folder should be");
    assertTrue(store("/iiif").fetch(ID, OptionalInt.of(250)).isPresent());
    assertTrue(store("/iiif").fetch(ID, OptionalInt.of(250)).isPresent());
    assertEquals(4, server.asked.size());
  }

  private static byte[] bytes(StoredPhoto photo) {
    byte[] content = new byte[photo.content().remaining()];
    photo.content().get(content);
    return content;
  }

  /** The address as an IIP program's manual has it, of the program and of a photo. */
  @Test
  void anAddressThatEndsInIiifIsAProgram() throws IOException {
    server.speaksIiif = false;
    for (String address : List.of("/iip.fcgi?IIIF=", "/iip.fcgi?iiif=", "/iip.fcgi/")) {
      StoredPhoto photo = store(address).fetch(ID, OptionalInt.of(300)).orElseThrow();
      assertEquals(300, picture(photo).getWidth(), address);
    }
    String photo = server.address("/iip.fcgi?FIF=box%2F1%20%C3%A9.tif&obj=Max-size");
    assertTrue(store("/iip.fcgi?IIIF=").fetch(photo, OptionalInt.of(300)).isPresent());
    photo = server.address("/iip.fcgi?IIIF=box%2F1%20%C3%A9.tif/info.json");
    assertTrue(store("/iip.fcgi").fetch(photo, OptionalInt.of(300)).isPresent());
  }

  @Test
  void aPictureThatIsTooLargeIsRefused() {
    ImageServerStore store =
        ImageServerStore.builder(temporary.resolve("cache"))
            .server(server.address("/iiif"))
            .maxBytes(500)
            .build();
    assertThrows(CoreScoreException.class, () -> store.fetch(ID, OptionalInt.of(1003)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x/y",
        "http://",
        "x",
        "http://h/p?q=1",
        "http://h/p?IIIF=x",
        "http://u:p@h/",
        "http://a b"
      })
  void whatIsNoServerIsRefused(String address) {
    ImageServerStore.Builder builder = ImageServerStore.builder(temporary);
    assertThrows(IllegalArgumentException.class, () -> builder.server(address));
  }
}
