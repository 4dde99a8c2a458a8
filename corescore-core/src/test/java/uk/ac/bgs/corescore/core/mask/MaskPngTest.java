// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

class MaskPngTest {
  private final Path folder;

  MaskPngTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 17, 255, 256})
  void readsBackWhatItWrote(int labels) throws IOException {
    Random random = new Random(labels);
    LabelSet set =
        new LabelSet(
            IntStream.range(0, labels)
                .mapToObj(i -> new Label("Gestein \"é\" <" + i + "> ☃", i % 3 == 1))
                .toList());
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {67, 45}}) {
      byte[] values = new byte[size[0] * size[1]];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) random.nextInt(labels);
      }
      LabelMask mask = LabelMask.of(size[0], size[1], values, set);
      Path file = folder.resolve(size[0] + "x" + size[1] + ".png");
      MaskPng.write(mask, file, false);
      assertEquals(mask, MaskPng.read(file));
      assertEquals(mask, MaskPng.read(file, LabelSet.CORESCORE), "the file's labels come first");
      byte[] bytes = Files.readAllBytes(file);
      assertEquals(8, bytes[24], "bits a pixel");
      assertEquals(3, bytes[25], "colour type: indexed");
    }
  }

  @Test
  void holdsColoursThatDiffer() throws IOException {
    byte[] values = {0, 1, 2, 3, 4, 5, 6};
    Path file = folder.resolve("m.png");
    MaskPng.write(LabelMask.of(7, 1, values, LabelSet.CORESCORE), file, false);
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(7, Arrays.stream(image.getRGB(0, 0, 7, 1, null, 0, 7)).distinct().count());
    assertEquals(0xFF000000, image.getRGB(0, 0));
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("corescore:labels") && bytes.contains("Rock_Fragment_2"));
  }

  @Test
  void readsForeignMasksWithLabelsGiven() throws IOException {
    BufferedImage grey = new BufferedImage(5, 2, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(3, 1, 0, 4);
    Path file = save(grey);
    LabelMask mask = MaskPng.read(file, LabelSet.CORESCORE_2019);
    assertEquals(4, mask.index(3, 1));
    assertEquals(0, mask.index(2, 1));
    assertEquals(LabelSet.CORESCORE_2019, mask.labels());
    refused(file, "corescore:labels");
  }

  @Test
  void refusesAValueWithoutALabel() throws IOException {
    BufferedImage grey = new BufferedImage(5, 2, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(3, 1, 0, 255);
    Path file = save(grey);
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> MaskPng.read(file, LabelSet.CORESCORE));
    assertTrue(message(e).contains(file.toString()) && message(e).contains("255"));
  }

  @Test
  void refusesWhatHasNotEightBitsAPixel() throws IOException {
    refused(save(new BufferedImage(5, 2, BufferedImage.TYPE_INT_RGB)), "RGB");
    refused(save(new BufferedImage(5, 2, BufferedImage.TYPE_INT_ARGB)), "RGBAlpha");
    refused(save(new BufferedImage(5, 2, BufferedImage.TYPE_USHORT_GRAY)), "16 bits");
    refused(save(new BufferedImage(5, 2, BufferedImage.TYPE_BYTE_BINARY)), "1 bits");
  }

  @Test
  void refusesWhatIsNoPng() throws IOException {
    refused(Files.writeString(folder.resolve("a.png"), "no picture"), "expected a PNG");
    refused(Files.write(folder.resolve("b.png"), new byte[0]), "expected a PNG");
    assertThrows(IOException.class, () -> MaskPng.read(folder.resolve("missing.png")));
  }

  @Test
  void damagedFilesGiveOneKindOfException() throws IOException {
    byte[] values = new byte[40 * 30];
    Arrays.fill(values, 100, 700, (byte) 3);
    Path file = folder.resolve("m.png");
    MaskPng.write(LabelMask.of(40, 30, values, LabelSet.CORESCORE), file, false);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 12; length += 3) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused(file, "m.png");
    }
    Random random = new Random(5);
    int read = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged = whole.clone();
      damaged[8 + random.nextInt(damaged.length - 8)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        read += MaskPng.read(file).width() > 0 ? 1 : 0;
      } catch (CoreScoreException e) {
        assertTrue(message(e).contains("m.png"));
      }
    }
    assertTrue(read < 400);
  }

  @Test
  void refusesMorePixelsThanTheLimitByTheHeader() throws IOException {
    Path file = folder.resolve("m.png");
    LabelMask mask = LabelMask.of(5, 4, new byte[20], LabelSet.CORESCORE);
    MaskPng.write(mask, file, false);
    assertEquals(mask, MaskPng.read(file, Optional.empty(), 20));
    CoreScoreException e =
        assertThrows(CoreScoreException.class, () -> MaskPng.read(file, Optional.empty(), 19));
    assertTrue(message(e).contains(file + ": expected at most 19 pixels, but it has 20"));
    assertEquals(1L << 29, MaskPng.MAX_PIXELS);
  }

  @Test
  void textBesideTheLabelsIsSteppedOverAndTheLabelsTextHasALimit() {
    Path file = Path.of("x.png");
    byte[] labels = chunk("iTXt", "key\0\0\0en\0\0{\u00C3\u00A9}");
    byte[] png = join(new byte[8], chunk("zTXt", "other\0\0packed"), chunk("tEXt", "key2\0no"));
    assertEquals(Optional.empty(), PngText.of(file, png, "key", 100));
    assertEquals(Optional.of("{\u00E9}"), PngText.of(file, join(png, labels), "key", 14));
    assertEquals(
        Optional.of("\u00E9"),
        PngText.of(file, join(png, chunk("tEXt", "key\0\u00E9"), labels), "key", 100));
    assertEquals(
        Optional.empty(),
        PngText.of(file, Arrays.copyOf(join(png, labels), png.length + 12), "key", 100));
    assertRefused(
        join(png, labels), 13, "x.png: expected at most 13 bytes of text key, but it has 14");
    for (byte[] packed : List.of(chunk("zTXt", "key\0\0x"), chunk("iTXt", "key\0\1\0\0\0x"))) {
      assertRefused(
          join(png, packed), 100, "x.png: expected text key as it is, but it is compressed");
    }
  }

  private static void assertRefused(byte[] png, int most, String message) {
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class, () -> PngText.of(Path.of("x.png"), png, "key", most));
    assertEquals(message, message(e));
  }

  private static byte[] chunk(String name, String body) {
    byte[] content = body.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(content.length + 12)
        .putInt(content.length)
        .put(name.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void labelTextMustBeAListOfLabels() {
    Path file = Path.of("x.png");
    for (String text :
        List.of(
            "",
            "no json",
            "[]",
            "{}",
            "{\"version\":2,\"labels\":[]}",
            "{\"version\":1,\"labels\":[{\"index\":1,\"name\":\"a\",\"rock\":true}]}",
            "{\"version\":1,\"labels\":[{\"index\":0,\"name\":7,\"rock\":true}]}",
            "{\"version\":1,\"labels\":[{\"index\":0,\"name\":\"a\",\"rock\":\"yes\"}]}",
            "{\"version\":1,\"labels\":[{\"index\":0,\"name\":\"a\",\"rock\":true}")) {
      CoreScoreException e =
          assertThrows(CoreScoreException.class, () -> LabelJson.read(file, text), text);
      assertTrue(message(e).startsWith("x.png: "), message(e));
    }
    assertEquals(LabelSet.CORESCORE, LabelJson.read(file, LabelJson.write(LabelSet.CORESCORE)));
    assertEquals(
        new LabelSet(List.of(new Label("a", true))),
        LabelJson.read(
            file,
            "{\"version\":1,\"new\":{\"x\":[1]},\"labels\":[{\"name\":\"a\",\"rock\":true,"
                + "\"index\":0,\"also\":[2]}]}"));
  }

  @Test
  void doesNotReplaceAFileUnlessAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("m.png"), "mine");
    LabelMask mask = LabelMask.of(1, 1, new byte[1], LabelSet.CORESCORE);
    assertThrows(FileAlreadyExistsException.class, () -> MaskPng.write(mask, file, false));
    assertEquals("mine", Files.readString(file));
    MaskPng.write(mask, file, true);
    assertEquals(mask, MaskPng.read(file));
  }

  private void refused(Path file, String reason) {
    CoreScoreException e = assertThrows(CoreScoreException.class, () -> MaskPng.read(file));
    assertTrue(message(e).contains(file.toString()) && message(e).contains(reason), message(e));
  }

  private Path save(BufferedImage image) throws IOException {
    Path file = folder.resolve("saved" + image.getType() + ".png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private static String message(CoreScoreException exception) {
    return String.valueOf(exception.getMessage());
  }
}
