// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.image.RgbImage;

class ColumnFilesTest {
  private static final Path PUBLISHED = Path.of("..", "..", "shared", "corelog", "corebreakout");

  @TempDir Path folder = Path.of(".");

  private static CoreColumn column() {
    return CoreColumn.of(CoreColumnTest.picture(5, 40, 1), DepthInterval.of(-0.2, 0.2))
        .append(
            CoreColumn.of(CoreColumnTest.picture(7, 33, 2), DepthInterval.of(0.2, 1)),
            ColumnGaps.FILL,
            0)
        .append(
            CoreColumn.of(CoreColumnTest.picture(6, 50, 3), DepthInterval.of(1.5, 2)),
            ColumnGaps.FILL,
            1);
  }

  @Test
  void columnThatIsLoadedIsTheOneThatWasSaved() throws IOException {
    CoreColumn column = column();
    ColumnFiles.save(column, folder, "BH1", false);
    assertEquals(column, ColumnFiles.load(folder, "BH1"));
    CoreColumn jumps =
        column
            .slice(DepthInterval.of(-1, 0.5))
            .append(column.slice(DepthInterval.of(1.7, 2)), ColumnGaps.COLLAPSE, 5);
    ColumnFiles.save(jumps, folder, "jumps", false);
    CoreColumn loaded = ColumnFiles.load(folder, "jumps");
    assertEquals(jumps, loaded);
    assertEquals(jumps.depths().top().metres(), loaded.depths().top().metres(), 1e-9);
    assertEquals(jumps.depths().base().metres(), loaded.depths().base().metres(), 1e-9);
    assertEquals(List.of("BH1_depths.npy", "BH1_image.npy"), names("BH1"));
  }

  private List<String> names(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(prefix))
          .sorted()
          .toList();
    }
  }

  @Test
  void rowsAloneBetweenOthersKeepTheirDepths() throws IOException {
    CoreColumn column =
        CoreColumn.of(CoreColumnTest.picture(3, 1, 1), DepthInterval.of(0, 0.3))
            .append(
                CoreColumn.of(CoreColumnTest.picture(3, 10, 2), DepthInterval.of(0.3, 1.3)),
                ColumnGaps.FILL,
                0)
            .append(
                CoreColumn.of(CoreColumnTest.picture(3, 1, 3), DepthInterval.of(2, 2.1)),
                ColumnGaps.COLLAPSE,
                1);
    ColumnFiles.save(column, folder, "alone", false);
    assertEquals(column, ColumnFiles.load(folder, "alone"));
  }

  @Test
  void arraysOfCorebreakoutAreSavedAndLoaded() throws IOException {
    CoreBreakoutColumn arrays = column().toCoreBreakout();
    assertEquals("CoreColumn_-0.20_2.00", arrays.name());
    ColumnFiles.save(arrays, folder, arrays.name(), false);
    CoreBreakoutColumn loaded = ColumnFiles.loadCoreBreakout(folder, arrays.name());
    assertArrayEquals(arrays.image(), loaded.image());
    assertArrayEquals(arrays.depths(), loaded.depths());
    CoreColumn column = loaded.toColumn();
    assertEquals(arrays.height(), column.height());
    double[] depths = column.rowDepths();
    for (int i = 1; i < depths.length; i++) {
      assertTrue(depths[i] > depths[i - 1]);
    }
  }

  @Test
  void twoMetresOfCorebreakoutBecomeHalfOpenRows() throws IOException {
    CoreColumn both =
        CoreColumn.of(CoreColumnTest.picture(5, 100, 1), DepthInterval.of(1, 2))
            .append(
                CoreColumn.of(CoreColumnTest.picture(5, 100, 2), DepthInterval.of(2, 3)),
                ColumnGaps.FILL,
                0);
    assertEquals(both, both.toCoreBreakout().toColumn());
  }

  @Test
  void bytesAreThoseOfNumPy() throws IOException {
    CoreColumn column =
        CoreColumn.of(RgbImage.of(1, 2, new int[] {0x010203, 0xfffefd}), DepthInterval.of(10, 11));
    ColumnFiles.save(column.toCoreBreakout(), folder, "small", false);
    byte[] image = Files.readAllBytes(folder.resolve("small_image.npy"));
    byte[] depths = Files.readAllBytes(folder.resolve("small_depths.npy"));
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 3), }";
    assertEquals("\u0093NUMPY\u0001\0", new String(image, 0, 8, StandardCharsets.ISO_8859_1));
    assertTrue(
        new String(image, 10, image.length - 16, StandardCharsets.US_ASCII).startsWith(header));
    assertEquals(0, (image.length - 6) % 64);
    assertEquals('\n', image[image.length - 7]);
    assertArrayEquals(
        new byte[] {1, 2, 3, -1, -2, -3},
        Arrays.copyOfRange(image, image.length - 6, image.length));
    ByteBuffer numbers = ByteBuffer.wrap(depths).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(10.0, numbers.getDouble(depths.length - 16));
    assertEquals(11.0, numbers.getDouble(depths.length - 8));
    assertTrue(
        new String(depths, StandardCharsets.ISO_8859_1)
            .contains("'<f8', 'fortran_order': False, 'shape': (2,), }"));
  }

  @Test
  void nothingIsReplacedUnasked() throws IOException {
    ColumnFiles.save(column(), folder, "BH1", false);
    Files.delete(folder.resolve("BH1_image.npy"));
    assertThrows(
        FileAlreadyExistsException.class, () -> ColumnFiles.save(column(), folder, "BH1", false));
    assertEquals(List.of("BH1_depths.npy"), names("BH1"));
    ColumnFiles.save(column(), folder, "BH1", true);
    assertEquals(column(), ColumnFiles.load(folder, "BH1"));
    assertThrows(
        IllegalArgumentException.class, () -> ColumnFiles.save(column(), folder, "../BH1", true));
    assertThrows(
        IllegalArgumentException.class, () -> ColumnFiles.save(column(), folder, " ", true));
  }

  private void write(String ending, String header, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[bytes]);
    Files.write(folder.resolve("bad" + ending), out.toByteArray());
  }

  private CoreScoreException refused() {
    return assertThrows(CoreScoreException.class, () -> ColumnFiles.load(folder, "bad", 10_000));
  }

  private void assertRefused(String message) {
    String told = String.valueOf(refused().getMessage());
    assertTrue(told.contains(message), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'descr': '<i8', 'fortran_order': False, 'shape': (2, 3, 3), }; 144; got <i8 of shape",
        "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 3), }; 18; Fortran order",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3, 3), }; 18; a pickle",
        "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (2, 3, 3), }; 18; one type",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 4), }; 24; of shape [2, 3, 4]",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (0, 3, 3), }; 0; of shape [0, 3, 3]",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (), }; 1; of shape []",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2 3), }; 6; expected a shape",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 3), }; 17; cut short",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 3), }; 19; expected 90 bytes",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (101, 100, 3), }; 9; at most 10000",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (999999999999999999, 9, 3), }; 9; at most",
        "nothing; 3; got nothing"
      })
  void rubbishIsToldWithTheFile(String header, int bytes, String message) throws IOException {
    write("_image.npy", header, bytes);
    CoreScoreException e = refused();
    assertTrue(
        String.valueOf(e.getMessage()).startsWith(folder.resolve("bad_image.npy") + ": "),
        e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    if (message.startsWith("at most")) {
      assertEquals(FailureKind.TOO_LARGE, e.kind());
    }
  }

  @Test
  void whatIsNoNumPyFileIsRefused() throws IOException {
    Path image = folder.resolve("bad_image.npy");
    assertThrows(NoSuchFileException.class, () -> ColumnFiles.load(folder, "bad"));
    Files.writeString(image, "PK\u0003\u0004 and more");
    assertRefused("got something else");
    Files.write(image, new byte[0]);
    assertRefused("got something else");
    Files.write(image, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0, 0, 0});
    assertRefused("got 9.0");
    Files.write(image, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 99, 0, '{'});
    assertRefused("ends in its header");
    Files.write(image, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1});
    assertRefused("a header of at most");
    Files.delete(image);
    Files.createDirectory(image);
    assertRefused("it is a folder");
  }

  private void depths(double... metres) throws IOException {
    write(
        "_image.npy",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + metres.length + ", 1, 3), }",
        3 * metres.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.header(out, "<f8", metres.length);
    Npy.doubles(out, metres);
    Files.write(folder.resolve("bad_depths.npy"), out.toByteArray());
  }

  @Test
  void depthsAreChecked() throws IOException {
    depths(1, 2, Double.NaN);
    assertRefused("finite depths expected, got NaN in row 3");
    depths(1, 3, 2);
    String falling = String.valueOf(refused().getMessage());
    assertTrue(falling.startsWith(folder.resolve("bad_depths.npy") + ": "), falling);
    assertTrue(falling.contains("got 2.0 m in row 3 below 3.0 m"), falling);
    depths(1, 2, 2);
    assertRefused("depths that rise");
    depths(1);
    assertRefused("alone in row 1");
    depths(1, 2, 3);
    write("_depths.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }", 32);
    assertRefused("the depths of 3 rows");
    write("_depths.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 23);
    assertRefused("cut short");
    depths(2, 2);
    CoreBreakoutColumn ties = ColumnFiles.loadCoreBreakout(folder, "bad");
    assertArrayEquals(new double[] {2, 2}, ties.depths());
    assertThrows(CoreScoreException.class, ties::toColumn);
  }

  @Test
  void otherOrdersAndSizesOfNumbersAreRead() throws IOException {
    depths(1, 2, 3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.header(out, ">f4", 3);
    out.write(ByteBuffer.allocate(12).putFloat(1.5f).putFloat(2.5f).putFloat(3.5f).array());
    Files.write(folder.resolve("bad_depths.npy"), out.toByteArray());
    assertArrayEquals(
        new double[] {1.5, 2.5, 3.5}, ColumnFiles.load(folder, "bad").rowDepths(), 1e-12);
    write("_image.npy", "{\"shape\": (3L, 1L), \"descr\": \"|u1\", \"fortran_order\": False}  ", 3);
    assertEquals(3, ColumnFiles.load(folder, "bad").height());
  }

  @Test
  void pngShowsEachPixelAsItIs() throws IOException {
    CoreColumn column = column();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ColumnFiles.png(column, out);
    assertEquals(
        column.image(), PhotoReader.create().read("column.png", out.toByteArray()).image());
  }

  @Test
  void publishedColumnsStandAsTheyAre() throws IOException {
    assumeTrue(Files.exists(PUBLISHED), "skipped: there is no " + PUBLISHED);
    RgbImage image = PhotoReader.create().read(PUBLISHED.resolve("column3.jpeg")).image();
    CoreColumn column = CoreColumn.of(image, DepthInterval.of(1, 2));
    assertEquals(4469, column.height());
    CoreBreakoutColumn arrays = column.toCoreBreakout();
    assertEquals(1.0 / 4468, arrays.depths()[1] - arrays.depths()[0], 1e-12);
    CoreColumn again =
        column
            .slice(DepthInterval.of(1, 1.5))
            .append(column.slice(DepthInterval.of(1.5, 2)), ColumnGaps.FILL, 0);
    assertEquals(column, again);
    ColumnFiles.save(column, folder, "column3", false);
    assertEquals(column, ColumnFiles.load(folder, "column3"));
    for (String name : List.of("example_masks", "example_labels")) {
      Files.copy(PUBLISHED.resolve(name + ".npy"), folder.resolve(name + "_image.npy"));
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> ColumnFiles.load(folder, name));
      assertTrue(
          String.valueOf(e.getMessage()).contains("got <i8 of shape [48, 71"), e.getMessage());
    }
    assertFalse(names("column3").isEmpty());
  }
}
