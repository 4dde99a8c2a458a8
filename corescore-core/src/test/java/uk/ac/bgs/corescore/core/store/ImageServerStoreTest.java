// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    assertTrue(String.valueOf(failed.getMessage()).endsWith("status 500 came"));
    assertFalse(String.valueOf(failed.getMessage()).contains("secret"));
  }

  @Test
  void aServerThatIsNotThereIsToldByName() {
    server.close();
    IOException failed =
        assertThrows(IOException.class, () -> store("/iiif").fetch(ID, OptionalInt.empty()));
    assertEquals("image server 127.0.0.1 cannot be reached", failed.getMessage());
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
      strings = {"ftp://x/y", "http://", "x", "http://h/p?q=1", "http://u:p@h/", "http://a b"})
  void whatIsNoServerIsRefused(String address) {
    ImageServerStore.Builder builder = ImageServerStore.builder(temporary);
    assertThrows(IllegalArgumentException.class, () -> builder.server(address));
  }
}
