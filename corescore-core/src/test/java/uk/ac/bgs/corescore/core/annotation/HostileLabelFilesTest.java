// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * Damaged and hostile files give a result or the one exception, never anything else. None of the
 * files would harm another program: where a limit is tried, it is lowered or just exceeded.
 */
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
    int tooDeep = JsonValue.DEEPEST + 1;
    String sound = "[{\"External ID\": \"a\", \"Label\": {}, \"n\": VALUE}]";
    String lists = "[".repeat(tooDeep) + "]".repeat(tooDeep);
    String objects = "{\"a\":".repeat(tooDeep) + "1" + "}".repeat(tooDeep);
    assertTrue(refusal(sound.replace("VALUE", lists)).contains("nesting depth"));
    assertTrue(refusal(sound.replace("VALUE", objects)).contains("nesting depth"));
    int deepest = JsonValue.DEEPEST - 2;
    String deep = sound.replace("VALUE", "[".repeat(deepest) + "]".repeat(deepest));
    Path file = file(deep.getBytes(StandardCharsets.UTF_8));
    assertEquals(1, AnnotationReader.create().read(file).photos().size());
  }

  @Test
  void hugeNumbers() throws IOException {
    refusal("[{\"External ID\": \"a\", \"Label\": {}, \"n\": " + "9".repeat(1001) + "}]");
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
    String image = "<image name=\"a.jpg\" width=\"9\" height=\"9\"/>";
    String one = "<!DOCTYPE annotations [<!ENTITY x \"y\">]>";
    for (String used : List.of("", "&x;")) {
      String message = refusal(one + "<annotations>" + used + image + "</annotations>");
      assertTrue(message.contains("document type"), message);
    }
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
    entries.put("a.json", LabelSamples.LABELTOOL);
    entries.put("b.json", LabelSamples.LABELTOOL);
    Path three = file(LabelSamples.zip(entries));
    AnnotationReader reader = AnnotationReader.create();
    AnnotationException refused =
        assertThrows(
            AnnotationException.class,
            () -> reader.within(new SourceFiles.Limits(1 << 20, 2)).read(three));
    assertTrue(String.valueOf(refused.getMessage()).contains("3 entries, at most 2"));
    assertFalse(reader.within(new SourceFiles.Limits(1 << 20, 3)).read(three).photos().isEmpty());
    assertEquals(10_000, SourceFiles.Limits.DEFAULT.entries());
  }

  @Test
  void zipsThatUnpackToTooMuch() throws IOException {
    byte[] zip = LabelSamples.zip(Map.of("a.json", LabelSamples.LABELTOOL + " ".repeat(5000)));
    int unpacked = LabelSamples.LABELTOOL.getBytes(StandardCharsets.UTF_8).length + 5000;
    assertTrue(zip.length < 2000, zip.length + " bytes");
    AnnotationReader reader = AnnotationReader.create();
    assertFalse(
        reader.within(new SourceFiles.Limits(unpacked, 9)).read(file(zip)).photos().isEmpty());
    byte[] lying = zip.clone();
    // the unpacked size in the entry of the central directory, whose signature is PK 1 2
    int entry = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    lying[entry + 24] = 1;
    lying[entry + 25] = 0;
    for (byte[] content : List.of(zip, lying)) {
      Path file = file(content);
      AnnotationException refused =
          assertThrows(
              AnnotationException.class,
              () -> reader.within(new SourceFiles.Limits(unpacked - 1, 9)).read(file));
      assertTrue(String.valueOf(refused.getMessage()).contains("labels!a.json: larger than"));
    }
    assertEquals(1 << 27, SourceFiles.Limits.DEFAULT.bytes());
  }

  @Test
  void filesThatAreTooLarge() throws IOException {
    Path file = file(LabelSamples.LABELTOOL.getBytes(StandardCharsets.UTF_8));
    int size = (int) Files.size(file);
    AnnotationReader reader = AnnotationReader.create();
    assertFalse(reader.within(new SourceFiles.Limits(size, 1)).read(file).photos().isEmpty());
    AnnotationException refused =
        assertThrows(
            AnnotationException.class,
            () -> reader.within(new SourceFiles.Limits(size - 1, 1)).read(file));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(file + ": larger than"));
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
  @ValueSource(
      strings = {"[1, 131073]", "[131073, 1]", "[1, 2.5]", "[-3, 4]", "[0, 0]", "[3]", "3"})
  void masksBeyondAllSizesAreLeftOut(String size) throws IOException {
    Path file =
        file(
            """
            {"images": [{"id": 1, "file_name": "a.jpg"}],
             "categories": [{"id": 1, "name": "Paper"}],
             "annotations": [{"image_id": 1, "category_id": 1,
               "segmentation": {"size": SIZE, "counts": [0, 131073]}}]}
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
    ByteBuffer.wrap(png).putInt(16, 900).putInt(20, 900);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    MalformedShapeException refused =
        assertThrows(MalformedShapeException.class, () -> MaskImage.read(png, false, 0, 0));
    assertTrue(refused.reason().contains("cannot hold 900 x 900"), refused.reason());
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
