// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** YOLO text as ultralytics 8.3 and Roboflow write it. */
class YoloReadingTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 100;
  private static final AnnotatedPhoto.Size SIZE = new AnnotatedPhoto.Size(WIDTH, HEIGHT);
  private static final String CLASSES = "Void\nRock_Fragment\nPaper\n";

  private final Path folder;

  YoloReadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void photo(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  private static AnnotationReader reader() {
    return AnnotationReader.create().withPhotoSize(SIZE);
  }

  /** The one shape of a file with one row. */
  private Geometry shape(String row) throws IOException {
    write("classes.txt", CLASSES);
    write("box.txt", row + "\n");
    AnnotationFile file = reader().read(folder);
    assertEquals(AnnotationFormat.YOLO, file.format());
    assertEquals(List.of(), file.problems());
    assertEquals(1, file.photos().get(0).polygons().size());
    return file.photos().get(0).polygons().get(0).outline();
  }

  @Test
  void polygonsAreSharesOfThePhoto() throws IOException {
    Geometry open = shape("1 0.1 0.2 0.5 0.2 0.5 0.6 0.1 0.6");
    assertEquals(new Envelope(20, 100, 20, 60), open.getEnvelopeInternal());
    assertEquals(80 * 40, open.getArea(), 1e-9);
    Geometry closed = shape("1 0.1 0.2 0.5 0.2 0.5 0.6 0.1 0.6 0.1 0.2");
    assertTrue(closed.equalsExact(open), "Roboflow repeats the first point");
  }

  @Test
  void fiveWordsAreABox() throws IOException {
    Geometry box = shape("2 0.25 0.5 0.1 0.2");
    assertTrue(box.isRectangle());
    assertEquals(40, box.getEnvelopeInternal().getMinX(), 1e-9);
    assertEquals(60, box.getEnvelopeInternal().getMaxX(), 1e-9);
    assertEquals(40, box.getEnvelopeInternal().getMinY(), 1e-9);
    assertEquals(60, box.getEnvelopeInternal().getMaxY(), 1e-9);
  }

  /** As merge_multi_segment of ultralytics joins two, three, and three at one point. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1  .2 .1 .2 .3 .1 .3 .1 .1 .2 .1   .4 .1 .5 .1 .5 .3 .4 .3 .4 .1",
        "1  .2 .1 .2 .3 .1 .3 .1 .1 .2 .1   .4 .1 .5 .1   .7 .1 .8 .1 .8 .3 .7 .3 .7 .1"
            + "  .5 .1 .5 .3 .4 .3 .4 .1",
        "1  .2 .1 .2 .3 .1 .3 .1 .1 .2 .1   .4 .1   .7 .1 .8 .1 .8 .3 .7 .3 .7 .1"
            + "  .4 .1 .5 .1 .5 .3 .4 .3 .4 .1",
      })
  void joinedPartsAreParts(String row) throws IOException {
    int parts = row.contains(".7") ? 3 : 2;
    Geometry shape = shape(row);
    assertEquals(parts, shape.getNumGeometries());
    assertTrue(shape.isValid());
    assertEquals(parts * 20 * 20, shape.getArea(), 1e-9);
    for (int i = 0; i < parts; i++) {
      assertEquals(5, shape.getGeometryN(i).getNumPoints(), "no joint is left");
      assertTrue(shape.getGeometryN(i).isRectangle());
    }
  }

  @Test
  void aRingJoinedIntoAnotherIsAHoleAndOverlappingPartsAreOne() throws IOException {
    Geometry hole = shape("1 .1 .1 .9 .1 .9 .9 .1 .9 .1 .1  .3 .3 .5 .3 .5 .5 .3 .5 .3 .3");
    assertEquals(1, hole.getNumGeometries());
    assertTrue(hole.isValid());
    assertEquals(160 * 80 - 40 * 20, hole.getArea(), 1e-9);
    Geometry overlap = shape("1 .1 .1 .4 .1 .4 .4 .1 .4 .1 .1  .3 .3 .6 .3 .6 .6 .3 .6 .3 .3");
    assertEquals(2 * 60 * 30 - 20 * 10, overlap.getArea(), 1e-9);
  }

  /** A ring that only touches itself in a vertex, or crosses itself, stays as it was drawn. */
  @Test
  void otherRingsStayAsTheyAre() throws MalformedShapeException {
    double[] touching = {0, 0, 1, 0, .5, .5, 1, 1, 0, 1, .5, .5};
    assertEquals(List.of(List.of(touching)), BridgedRings.parts(touching));
    double[] spike = {0, 0, 1, 0, 1, 1, 2, 1, 1, 1, 0, 1};
    double[] bare = BridgedRings.parts(spike).get(0).get(0);
    assertEquals(8, bare.length, "a spike encloses nothing");
    assertEquals(List.of(), BridgedRings.parts(new double[] {0, 0, 1, 0, 0, 0, 1, 0}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "data.yaml     | names: ['Void', 'Rock_Fragment', 'Paper']",
        "data.yaml     | path: x\\nnames:\\n  0: Void\\n  1: Rock_Fragment\\n  7: Paper\\nnc: 3",
        "data.yaml     | train: [[a], {b: c}]\\n"
            + "names:\\n"
            + "- Void\\n"
            + "- Rock_Fragment\\n"
            + "roboflow: {a: b}",
        "classes.txt   | Void\\r\\nRock_Fragment\\r\\n",
        "obj.names     | Void\\nRock_Fragment\\nPaper",
        "_darknet.labels | Void\\nRock_Fragment",
      })
  void classNames(String name, String text) throws IOException {
    write("a.txt", "1 .1 .1 .2 .1 .2 .2");
    write(name, text.replace("\\n", "\n").replace("\\r", "\r"));
    AnnotationFile file = reader().read(folder);
    assertEquals(List.of(), file.problems());
    assertEquals("Rock_Fragment", file.photos().get(0).polygons().get(0).label());
  }

  @Test
  void classNamesThatAreNotThereOrNotClear() throws IOException {
    Path labels = Files.createDirectories(folder.resolve("a/b/c/d/labels"));
    Files.writeString(labels.resolve("a.txt"), "1 .1 .1 .2 .1 .2 .2");
    assertTrue(refusal(labels).contains("data.yaml"), "says what is missing");
    write("a/b/c/d/data.yaml", "names: [Void, Paper]");
    assertEquals("Paper", reader().read(labels).photos().get(0).polygons().get(0).label());
    assertEquals(
        "Paper", reader().read(labels.resolve("a.txt")).photos().get(0).polygons().get(0).label());
    Path described = folder.resolve("a/b/c/d/data.yaml");
    assertEquals(1, reader().read(described).photos().size());
    write("a/b/c/d/classes.txt", "Void\nBox\n");
    assertTrue(refusal(folder.resolve("a/b/c/d")).contains("other class names"));
    Files.delete(folder.resolve("a/b/c/d/classes.txt"));
    write("a/b/c/d/data.yaml", "names: [[Void], Paper]");
    assertTrue(refusal(described).contains("names as a list"));
    write("a/b/c/d/data.yaml", "names: [Void");
    assertTrue(refusal(described).contains("not a sound YAML text"));
    write("a/b/c/d/data.yaml", "x: " + "[".repeat(40) + "]".repeat(40) + "\nnames: [a, Box]");
    assertEquals("Box", reader().read(described).photos().get(0).polygons().get(0).label());
    write("a/b/c/d/data.yaml", "names: [Void, Paper]\nkpt_shape: [17, 3]");
    assertTrue(refusal(described).contains("key points"));
  }

  private static String refusal(Path labels) {
    return String.valueOf(
        assertThrows(AnnotationException.class, () -> reader().read(labels)).getMessage());
  }

  /** The layouts of ultralytics and Label Studio, Roboflow, and CVAT's YOLO 1.1. */
  @ParameterizedTest
  @CsvSource({
    "labels/train/b.1.txt, images/train/b.1.png, train/b.1.png",
    "train/labels/b.txt, train/images/b.png, train/images/b.png",
    "obj_train_data/b.txt, obj_train_data/b.png, obj_train_data/b.png",
    "b.txt, b.png, b.png",
  })
  void photosBesideTellTheirNameAndSize(String labels, String photo, String name)
      throws IOException {
    write("data.yaml", "names: {0: Paper}");
    write("train.txt", "data/" + photo + "\n");
    write("README.dataset.txt", "made by hand");
    write(labels, "0 0.5 0.5 1 1");
    photo(photo);
    AnnotationFile file = AnnotationReader.create().read(folder);
    assertEquals(List.of(), file.problems());
    assertEquals(1, file.photos().size());
    assertEquals(name, file.photos().get(0).name());
    assertEquals(Optional.of(SIZE), file.photos().get(0).size());
    assertEquals(WIDTH * HEIGHT, file.photos().get(0).polygons().get(0).outline().getArea());
  }

  @Test
  void zips() throws IOException {
    photo("x.png");
    Path zip = folder.resolve("export.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put("__MACOSX/labels/._x.txt", new byte[] {0, 1, 2});
      entries.put("data.yaml", "names: [Paper]".getBytes(StandardCharsets.UTF_8));
      entries.put("images/x.png", Files.readAllBytes(folder.resolve("x.png")));
      entries.put("labels/x.txt", "0 0.5 0.5 0.5 0.5".getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    AnnotationFile file = AnnotationReader.create().read(zip);
    assertEquals(List.of(), file.problems());
    assertEquals("x.png", file.photos().get(0).name());
    assertEquals(5000, file.photos().get(0).polygons().get(0).outline().getArea());
  }

  @Test
  void theHostKnowsSizesAndIsAskedFirst() throws IOException {
    write("classes.txt", "Paper");
    write("labels/a.txt", "0 0.5 0.5 1 1");
    write("labels/b.txt", "0 0.5 0.5 1 1");
    write("labels/c.txt", "0 0.5 0.5 1 1\n0 0.5 0.5 1 1");
    List<String> asked = new ArrayList<>();
    AnnotationFile file =
        AnnotationReader.create()
            .withPhotoSizes(
                name -> {
                  asked.add(name);
                  if (name.equals("c")) {
                    throw new CoreScoreException(FailureKind.BAD_INPUT, "c.jpg is damaged");
                  }
                  return name.equals("a")
                      ? Optional.of(new AnnotatedPhoto.Size(10, 20))
                      : Optional.empty();
                })
            .read(folder);
    assertEquals(List.of("a", "b", "c"), asked);
    assertEquals(200, file.photos().get(0).polygons().get(0).outline().getArea());
    assertEquals(List.of(), file.photos().get(1).polygons());
    assertEquals(2, file.problems().size(), "one for a photo, not for a row");
    assertTrue(file.problems().get(0).reason().contains("not known: the photo is neither"));
    assertTrue(file.problems().get(1).reason().contains("c.jpg is damaged"));
    assertFalse(file.problems().get(0).kind().isKept());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "3 .1 .1 .2 .1 .2 .2       | UNKNOWN_LABEL   | there is no class 3",
        "0 .1 .1 .2 .1 .2 .2       | UNKNOWN_LABEL   | no 'Stone'",
        "1 .1 .1 .2 .1 .2 .2 .9    | MALFORMED       | there are 8 words",
        "1 .1 .1 .2 .1 .9          | MALFORMED       | there are 6 words",
        "1.5 .1 .1 .2 .1 .2 .2     | MALFORMED       | a class number expected",
        "1 10 10 200 10 20 20      | BAD_COORDINATES | from 0 to 1, expected, there is '10'",
        "1 .1 .1 .2 .1 .2 nan      | BAD_COORDINATES | 'nan'",
        "1 .1 .1 .2 .1 .1 .1 .2 .1 | TOO_FEW_POINTS  | there and back",
        "prose that is no row      | MALFORMED       | a class number expected, it is 'prose'",
      })
  void badRowsAreReportedAndTheRestIsKept(String row, Kind kind, String reason) throws IOException {
    write("classes.txt", "Stone\nPaper\nBox");
    write("a.txt", "1 .5 .5 .1 .1\n" + row + "\n2 .5 .5 .1 .1\n");
    AnnotationFile file = reader().read(folder);
    assertEquals(2, file.photos().get(0).polygons().size());
    assertEquals(1, file.problems().size());
    assertEquals(kind, file.problems().get(0).kind());
    assertEquals("line 2", file.problems().get(0).shape());
    assertTrue(file.problems().get(0).reason().contains(reason), file.problems().toString());
  }

  @Test
  void labelsOfTwoFormatsAreRefusedUnlessOneIsNamed() throws IOException {
    write("classes.txt", "Paper");
    write("a.txt", "0 .5 .5 .1 .1");
    write("a.json", LabelSamples.labelme());
    assertTrue(refusal(folder).contains("labelme or yolo: name the format"));
    assertEquals(
        "Paper",
        reader().read(folder, AnnotationFormat.YOLO).photos().get(0).polygons().get(0).label());
    assertEquals(1, reader().read(folder, AnnotationFormat.LABELME).photos().size());
  }

  @Test
  void commentsArePassedOver() throws IOException {
    Geometry shape = shape("# made by hand\n\n1 0.1 0.2 0.5 0.2 0.5 0.6 0.1 0.6\n# end");
    assertEquals(80 * 40, shape.getArea(), 1e-9);
  }

  @Test
  void decimalCommasAreRefusedByName() throws IOException {
    write("classes.txt", CLASSES);
    write("a.txt", "1 0,1 0,1 0,3 0,1 0,3 0,5\n");
    AnnotationFile file = reader().read(folder);
    assertEquals(1, file.photos().get(0).leftOut());
    assertTrue(file.problems().get(0).reason().contains("there is '0,1'"), file.toString());
  }
}
