// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.house.FreePort;

/**
 * The store against a real IIPImage behind lighttpd, both of Debian; skipped where they are not
 * installed.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class RealImageServerTest {
  private static final Path IIPSRV = Path.of("/usr/lib/iipimage-server/iipsrv.fcgi");
  private static final Path LIGHTTPD = Path.of("/usr/sbin/lighttpd");
  private static final Path VIPS = Path.of("/usr/bin/vips");
  private static final int WIDTH = 3001;
  private static final int HEIGHT = 423;

  @TempDir private Path temporary;

  private @Nullable Process server;
  private int port;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    for (Path program : List.of(IIPSRV, LIGHTTPD, VIPS)) {
      assumeTrue(
          Files.isExecutable(program),
          program + " is not there: install iipimage-server, lighttpd and libvips-tools");
    }
    Path photos = Files.createDirectories(temporary.resolve("photos"));
    Path png = temporary.resolve("drawn.png");
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH; i++) {
      image.setRGB(i, i % HEIGHT, 0xFF8040);
    }
    ImageIO.write(image, "png", png.toFile());
    run(
        VIPS.toString(),
        "tiffsave",
        png.toString(),
        photos.resolve("box 1.tif").toString(),
        "--tile",
        "--pyramid",
        "--compression",
        "jpeg");
    port = FreePort.find();
    Path config = temporary.resolve("lighttpd.conf");
    Files.writeString(
        config,
        """
        server.modules = ("mod_rewrite", "mod_fastcgi")
        server.document-root = "%1$s"
        server.bind = "127.0.0.1"
        server.port = %2$d
        url.rewrite-once = ("^/iiif/(.*)$" => "/iipsrv.fcgi?IIIF=$1")
        fastcgi.server = ("/iipsrv.fcgi" => ((
          "socket" => "%1$s/iip.socket", "check-local" => "disable", "max-procs" => 1,
          "bin-path" => "%3$s",
          "bin-environment" => ("FILESYSTEM_PREFIX" => "%1$s/photos/", "VERBOSITY" => "0",
            "LOGFILE" => "%1$s/iip.log"))))
        """
            .formatted(temporary, port, IIPSRV));
    server =
        new ProcessBuilder(LIGHTTPD.toString(), "-D", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("lighttpd.log").toFile())
            .start();
    for (int i = 0; i < 100 && !listens(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertTrue(listens(), Files.readString(temporary.resolve("lighttpd.log")));
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null) {
      server.destroy();
      server.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private StoredPhoto fetch(String path, String id, OptionalInt columns) throws IOException {
    return ImageServerStore.builder(temporary.resolve("cache"))
        .server("http://127.0.0.1:" + port + path)
        .build()
        .fetch(id, columns)
        .orElseThrow();
  }

  @Test
  void givesReducedCopiesByIiifAndByIip() throws IOException {
    for (String path : List.of("/iiif", "/iipsrv.fcgi", "/iipsrv.fcgi?IIIF=")) {
      StoredPhoto photo = fetch(path, "box 1.tif", OptionalInt.of(700));
      assertEquals(new StoredPhoto.Size(WIDTH, HEIGHT), photo.full().orElseThrow(), path);
      byte[] content = new byte[photo.content().remaining()];
      photo.content().get(content);
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(content));
      assertTrue(picture.getWidth() >= 700 && picture.getWidth() < WIDTH, path);
    }
  }

  @Test
  void givesTheWhole() throws IOException {
    StoredPhoto photo = fetch("/iiif", "box 1.tif", OptionalInt.empty());
    byte[] content = new byte[photo.content().remaining()];
    photo.content().get(content);
    assertEquals(WIDTH, ImageIO.read(new ByteArrayInputStream(content)).getWidth());
  }

  /** As a person copies it from a browser. */
  @Test
  void wholeAddressesOfTheProgramAreTaken() throws IOException {
    String address = "http://127.0.0.1:" + port + "/iipsrv.fcgi?IIIF=box%201.tif/info.json";
    for (String path : List.of("/iipsrv.fcgi", "/iipsrv.fcgi?IIIF=")) {
      assertEquals(
          new StoredPhoto.Size(WIDTH, HEIGHT),
          fetch(path, address, OptionalInt.of(700)).full().orElseThrow());
    }
  }

  /** What vips cuts, served as files: no size but tiles, in the forms of API 2 and 3. */
  @Test
  void tilesThatVipsCutsArePutTogether() throws Exception {
    for (String layout : List.of("iiif", "iiif3")) {
      run(
          VIPS.toString(),
          "dzsave",
          temporary.resolve("drawn.png").toString(),
          temporary.resolve("box-" + layout).toString(),
          "--layout",
          layout,
          "--tile-size",
          "256",
          "--suffix",
          ".jpg[Q=100,subsample-mode=off]");
      for (int[] wanted : new int[][] {{3001, 3001}, {1600, 3001}, {1501, 1501}, {700, 751}}) {
        StoredPhoto photo = fetch("", "box-" + layout, OptionalInt.of(wanted[0]));
        assertEquals(new StoredPhoto.Size(WIDTH, HEIGHT), photo.full().orElseThrow());
        byte[] content = new byte[photo.content().remaining()];
        photo.content().get(content);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(content));
        assertEquals(wanted[1], picture.getWidth(), layout);
        int factor = Math.round((float) WIDTH / wanted[1]);
        assertEquals((HEIGHT + factor - 1) / factor, picture.getHeight(), layout);
        if (factor == 1) {
          for (int i = 0; i < WIDTH; i++) {
            int red = picture.getRGB(i, i % HEIGHT) >> 16 & 0xFF;
            assertTrue(red > 100, "the line is where it was drawn, at " + i);
            assertTrue((picture.getRGB(i, (i + 200) % HEIGHT) >> 16 & 0xFF) < 60, "and only there");
          }
        }
      }
    }
  }

  @Test
  void unknownPhotosAreEmpty() throws IOException {
    assertTrue(
        ImageServerStore.builder(temporary.resolve("cache"))
            .server("http://127.0.0.1:" + port + "/iiif")
            .build()
            .fetch("none.tif", OptionalInt.empty())
            .isEmpty());
  }
}
