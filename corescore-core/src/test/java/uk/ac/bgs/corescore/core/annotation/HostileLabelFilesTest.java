// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** Damaged and hostile files give a result or the one exception, never anything else. */
class HostileLabelFilesTest {
  private static final int ROUNDS = 300;

  private final Path folder;

  HostileLabelFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("labels"), content);
  }

  private String refusal(String text) throws IOException {
    Path file = file(text.getBytes(StandardCharsets.UTF_8));
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(file));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(file.toString()), message);
    return message;
  }

  @TestFactory
  Stream<DynamicTest> damageGivesAResultOrTheOneException() {
    Map<String, byte[]> seeds = new TreeMap<>();
    LabelSamples.all()
        .forEach((format, text) -> seeds.put(format.id(), text.getBytes(StandardCharsets.UTF_8)));
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a.json", LabelSamples.LABELTOOL);
    entries.put("b.json", LabelSamples.LABELTOOL);
    seeds.put("zip", LabelSamples.zip(entries));
    seeds.put(
        "yolo",
        LabelSamples.zip(
            Map.of("classes.txt", "Paper\n", "a.txt", "0 .1 .1 .2 .1 .2 .2\n0 .5 .5 .1 .1\n")));
    return seeds.entrySet().stream()
        .map(seed -> DynamicTest.dynamicTest(seed.getKey(), () -> fuzz(seed.getValue())));
  }

  private void fuzz(byte[] sound) throws IOException {
    Random random = new Random(sound.length);
    int refused = 0;
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged =
          round % 3 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
      for (int flips = round % 3 == 0 ? 0 : 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] =
            (byte) (round % 3 == 1 ? random.nextInt(256) : 32 + random.nextInt(95));
      }
      try {
        AnnotationFile file = AnnotationReader.create().read(file(damaged));
        read += file.photos().size() + file.problems().size() > 0 ? 1 : 0;
      } catch (AnnotationException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith(folder.toString()), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > ROUNDS / 5, "cut files are refused: " + refused);
    assertTrue(read > 0, "some damage is harmless: " + read);
  }

  @Test
  void deepNesting() throws IOException {
    assertTrue(refusal("[".repeat(100_000)).contains("nesting depth"));
    assertTrue(refusal("{\"a\":".repeat(100_000)).contains("nesting depth"));
  }

  @Test
  void hugeNumbers() throws IOException {
    refusal("[{\"External ID\": \"a\", \"Label\": {}, \"n\": " + "9".repeat(100_000) + "}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[{\"External ID\": \"a\", \"Label\": {}}",
        "[] []",
        "{\"a\": 1, \"a\": 2}",
        "<a",
        "<annotations>",
        "PK",
        "PK\u0003\u0004"
      })
  void cutFiles(String text) throws IOException {
    refusal(text);
  }

  @Test
  void entitiesAreNotRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    String external =
        refusal(
            "<!DOCTYPE annotations [<!ENTITY x SYSTEM \""
                + secret.toUri()
                + "\">]><annotations><image name=\"&x;\"/>&x;</annotations>");
    assertTrue(external.contains("document type"), external);
    StringBuilder laughs = new StringBuilder("<!DOCTYPE annotations [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
    }
    String billion = refusal(laughs + "]><annotations>&l29;</annotations>");
    assertTrue(billion.contains("document type"), billion);
    refusal("<annotations>&undefined;</annotations>");
  }

  @Test
  void bytesThatAreNoCharactersAreRefusedAndNotPrinted() throws IOException {
    String text =
        "<annotations><image name=\"S1\u00e9.jpg\" width=\"9\" height=\"9\"/></annotations>";
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    try {
      Path latin = file(text.getBytes(StandardCharsets.ISO_8859_1));
      String message =
          String.valueOf(
              assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(latin))
                  .getMessage());
      assertTrue(message.contains("not in the encoding UTF-8"), message);
    } finally {
      System.setErr(before);
    }
    assertEquals("", console.toString(StandardCharsets.UTF_8));
    String declared = "<?xml version='1.0' encoding='ISO-8859-1'?>" + text;
    Path said = file(declared.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("S1\u00e9.jpg", AnnotationReader.create().read(said).photos().get(0).name());
    assertTrue(
        refusal("<?xml version='1.0' encoding='no-such'?>" + text).contains("encoding no-such"));
  }

  @Test
  void zipsOfTooManyEntriesOrNone() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("photo.jpg", "x");
    Path none = file(LabelSamples.zip(entries));
    assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(none));
    for (int i = 0; i < 10_001; i++) {
      entries.put(i + ".json", "");
    }
    Path many = file(LabelSamples.zip(entries));
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(many));
    assertTrue(String.valueOf(refused.getMessage()).contains("10002 entries"));
  }

  @Test
  void zipsThatUnpackToTooMuch() throws IOException {
    Path bomb = folder.resolve("bomb.zip");
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("a.json"));
      for (int i = 0; i < 128; i++) {
        zip.write(blanks);
      }
      zip.write(' ');
      zip.closeEntry();
    }
    assertTrue(Files.size(bomb) < 1 << 20);
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(bomb));
    assertTrue(String.valueOf(refused.getMessage()).contains("bomb.zip!a.json: larger than"));
  }

  @Test
  void zipsOfTwoFormats() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a.json", LabelSamples.LABELTOOL);
    entries.put("b.json", LabelSamples.COCO);
    Path mixed = file(LabelSamples.zip(entries));
    assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(mixed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[100000, 100000]", "[1, 1e300]", "[-3, 4]", "[0, 0]", "[3]", "3"})
  void masksBeyondAllSizesAreLeftOut(String size) throws IOException {
    Path file =
        file(
            """
            {"images": [{"id": 1, "file_name": "a.jpg"}],
             "categories": [{"id": 1, "name": "Paper"}],
             "annotations": [{"image_id": 1, "category_id": 1,
               "segmentation": {"size": SIZE, "counts": [0, 10000000000]}}]}
            """
                .replace("SIZE", size)
                .getBytes(StandardCharsets.UTF_8));
    AnnotationFile read = AnnotationReader.create().read(file);
    assertEquals(Kind.MALFORMED, read.problems().get(0).kind());
    assertEquals(1, read.photos().size());
  }

  @Test
  void damagedAndColouredMaskPicturesAreLeftOut() throws IOException {
    String colours = LabelSamples.base64Png(new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB));
    String png = LabelSamples.ringPng();
    for (String mask : new String[] {colours, png.substring(0, png.length() / 2), "!", ""}) {
      Path file = file(LabelSamples.labelme().replace(png, mask).getBytes(StandardCharsets.UTF_8));
      AnnotationFile read = AnnotationReader.create().read(file);
      assertEquals(Kind.MALFORMED, read.problems().get(0).kind(), mask);
      assertEquals("shapes[2]", read.problems().get(0).shape());
      assertEquals(1, read.photos().get(0).polygons().size());
    }
  }

  /** The limits of a bitmap that is packed twice, tried with a lower one. */
  @Test
  void picturesThatUnpackToTooMuchAreNotRead() {
    byte[] packed = Base64.getDecoder().decode(LabelSamples.zlib(new byte[100]));
    assertEquals(100, SuperviselyReader.unpacked(packed, 100).length);
    MalformedShapeException refused =
        assertThrows(MalformedShapeException.class, () -> SuperviselyReader.unpacked(packed, 99));
    assertTrue(refused.reason().contains("more than 99 bytes"), refused.reason());
  }

  /** A header that says more pixels than the bytes behind it can hold. */
  @Test
  void picturesWithoutTheirPixelsAreNotRead() {
    byte[] png = Base64.getDecoder().decode(LabelSamples.ringPng());
    ByteBuffer.wrap(png).putInt(16, 9000).putInt(20, 9000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    MalformedShapeException refused =
        assertThrows(MalformedShapeException.class, () -> MaskPicture.read(png, false, 0, 0));
    assertTrue(refused.reason().contains("cannot hold 9000 x 9000"), refused.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[255, 255, 255, 255, 255]",
        "[0, 0, 0, 24]",
        "[0, 0, 0, 24, 300]",
        "\"x\"",
        "[null]"
      })
  void damagedBrushesAreLeftOut(String rle) throws IOException {
    Path file =
        file(
            """
            [{"data": {"image": "a.jpg"}, "annotations": [{"result": [
              {"type": "brushlabels", "original_width": 3, "original_height": 2,
               "value": {"format": "rle", "rle": RLE, "brushlabels": ["Paper"]}}]}]}]
            """
                .replace("RLE", rle)
                .getBytes(StandardCharsets.UTF_8));
    AnnotationFile read = AnnotationReader.create().read(file);
    assertEquals(Kind.MALFORMED, read.problems().get(0).kind());
  }
}
