// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Labels that were drawn on another size than the photo's, and photos without usable labels. */
class LabelPlacementTest {
  private static final Path CASES = Path.of("..", "..", "..", "shared", "cases");
  private static final int WIDTH = 320;
  private static final int HEIGHT = 160;

  /** Left, top, right and bottom of what is light in the photo. */
  private static final int[][] LIGHT = {{40, 30, 140, 66}, {160, 30, 260, 66}, {60, 100, 240, 140}};

  @TempDir Path folder = Path.of(".");

  private Path photos = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void drawAPhoto() throws IOException {
    photos = Files.createDirectories(folder.resolve("photos"));
    out = folder.resolve("out");
    ImageIO.write(picture(WIDTH, HEIGHT, LIGHT), "png", photos.resolve("a.png").toFile());
  }

  private static BufferedImage picture(int width, int height, int[][] light) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(40, 40, 40));
    pen.fillRect(0, 0, width, height);
    pen.setColor(new Color(210, 210, 210));
    for (int[] box : light) {
      pen.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    }
    pen.dispose();
    return image;
  }

  /** The light boxes as {@code [x, y]} corners, scaled, each joined and put into a text. */
  private static String shapes(
      double across, double down, String point, String between, String of) {
    List<String> all = new ArrayList<>();
    for (int[] box : LIGHT) {
      int[][] corners = {{box[0], box[1]}, {box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}};
      all.add(
          String.format(
              Locale.ROOT,
              of,
              Arrays.stream(corners)
                  .map(c -> String.format(Locale.ROOT, point, c[0] * across, c[1] * down))
                  .collect(Collectors.joining(between))));
    }
    return String.join(of.startsWith("<") ? "" : ",", all);
  }

  /** A label file that says of the light boxes that they were drawn on some size. */
  private Path labels(String format, int width, int height) throws IOException {
    double x = (double) width / WIDTH;
    double y = (double) height / HEIGHT;
    String pair = "[%s,%s]";
    String text =
        switch (format) {
          case "coco" ->
              "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":%d,\"height\":%d}],\"categories\":[{\"id\":1,\"name\":\"Rock_Fragment\"}],\"annotations\":["
                  + shapes(
                      x,
                      y,
                      "%s,%s",
                      ",",
                      "{\"image_id\":1,\"category_id\":1,\"segmentation\":[[%s]]}")
                  + "]}";
          case "labelme" ->
              "{\"version\":\"5.5.0\",\"imagePath\":\"a.png\",\"imageWidth\":%d,\"imageHeight\":%d,\"shapes\":["
                  + shapes(x, y, pair, ",", "{\"label\":\"Rock_Fragment\",\"points\":[%s]}")
                  + "]}";
          case "cvat" ->
              "<annotations><image name=\"a.png\" width=\"%d\" height=\"%d\">"
                  + shapes(x, y, "%s,%s", ";", "<polygon label=\"Rock_Fragment\" points=\"%s\"/>")
                  + "</image></annotations>";
          case "geojson" ->
              "{\"type\":\"FeatureCollection\",\"photo\":{\"name\":\"a.png\",\"width\":%d,\"height\":%d},\"features\":["
                  + shapes(
                      x,
                      y,
                      pair,
                      ",",
                      "{\"type\":\"Feature\",\"properties\":{\"label\":\"Rock_Fragment\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[%s]]}}")
                  + "]}";
          default ->
              "[{\"data\":{\"image\":\"a.png\"},\"annotations\":[{\"result\":["
                  + shapes(
                          100.0 / WIDTH,
                          100.0 / HEIGHT,
                          pair,
                          ",",
                          "{\"type\":\"polygonlabels\",\"to_name\":\"image\",\"original_width\":WIDE,\"original_height\":HIGH,\"value\":{\"points\":[%s],\"polygonlabels\":[\"Rock_Fragment\"]}}")
                      .replace("WIDE", "%1$d")
                      .replace("HIGH", "%2$d")
                  + "]}]}]";
        };
    String name = format.equals("geojson") ? "a.geojson" : format + ".json";
    return Files.writeString(
        folder.resolve(format.equals("cvat") ? "cvat.xml" : name),
        String.format(Locale.ROOT, text, width, height));
  }

  private Run masks(Path labels, Object... more) {
    Object[] args = {"masks", "--photos", photos, "--labels", labels, "--out", out, "--force"};
    return run(LabelledPair.with(args, more));
  }

  /** Intersection over union of a mask's rock and what is light in its photo. */
  private double overlap(String stem, Path photo) throws IOException {
    RgbImage image = PhotoReader.create().read(photo).image();
    LabelMask mask = MaskPng.read(out.resolve(stem + ".mask.png"), LabelSet.CORESCORE);
    assertEquals(image.width(), mask.width());
    int both = 0;
    int either = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        boolean light = (image.rgb(x, y) & 0xFF) > 128;
        boolean rock = mask.labels().isRock(mask.index(x, y));
        both += light && rock ? 1 : 0;
        either += light || rock ? 1 : 0;
      }
    }
    return (double) both / either;
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "labelme", "cvat", "geojson", "label-studio"})
  void labelsOfAResizedCopyAreScaled(String format) throws IOException {
    Run run = masks(labels(format, 160, 80));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.out().contains("the labels are for 160 x 80, the photo is 320 x 160: scaled by 2"),
        run.out());
    assertEquals(1, overlap("a", photos.resolve("a.png")));
    Run strict = masks(labels(format, 160, 80), "--strict");
    assertEquals(1, strict.exitCode());
    assertTrue(strict.err().contains("160 x 80"), strict.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "labelme", "cvat", "geojson", "label-studio"})
  void labelsOfAnotherShapeAreRefusedWithTheOptionsThatDecide(String format) throws IOException {
    Path file = labels(format, 160, 320);
    Run run = masks(file);
    assertEquals(1, run.exitCode());
    for (String said :
        List.of(
            "a.png: the labels are for 160 x 320, the photo is 320 x 160",
            "--labels-on stored",
            "--scales",
            "file,external_id,label_canvas_width,label_canvas_height")) {
      assertTrue(run.err().contains(said), run.err());
    }
    assertFalse(Files.exists(out.resolve("a.mask.png")));
    Run stretched = masks(file, "--labels-on", "stretched");
    assertEquals(0, stretched.exitCode(), stretched.err());
    assertEquals(1, overlap("a", photos.resolve("a.png")));
    Path table =
        Files.writeString(
            folder.resolve("scales.csv"),
            "file,external_id,label_canvas_width,label_canvas_height\na.png,a.png,160,320\n");
    Files.delete(out.resolve("a.mask.png"));
    Run tabled = masks(file, "--scales", table);
    assertEquals(0, tabled.exitCode(), tabled.err());
    assertEquals(1, overlap("a", photos.resolve("a.png")));
  }

  /** As the other commands see it: a failure by name, and no figures. */
  @ParameterizedTest
  @CsvSource({"evaluate, 1", "train, 1", "promote, 2"})
  void labelsOfAnotherShapeAreNoTruth(String command, int code) throws IOException {
    Path file = labels("coco", 160, 320);
    assertRefused(command, code, file, "the labels are for 160 x 320, the photo is 320 x 160");
  }

  private void assertRefused(String command, int code, Path labels, String said)
      throws IOException {
    Path registry = Files.createDirectories(folder.resolve("models"));
    Object[] args = {command, "--photos", photos, "--labels", labels, "--out", out};
    Object[] more =
        switch (command) {
          case "evaluate" -> new Object[] {"--segmenter", "boofcv-edges"};
          case "compare" ->
              new Object[] {"--segmenter", "boofcv-edges", "--segmenter", "boofcv-watershed"};
          case "promote" -> new Object[] {"--registry", registry, "--candidate", model(registry)};
          default -> new Object[] {"--steps", 1};
        };
    Run run = run(LabelledPair.with(args, more));
    assertEquals(code, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains(said), run.err());
    assertTrue(run.err().contains("a.png"), run.err());
    assertFalse(Files.exists(out.resolve("evaluation.json")));
  }

  /** A version that is never asked. */
  private static int model(Path registry) throws IOException {
    Path file = Files.writeString(registry.resolveSibling("model.bin"), "no model");
    return new FolderRegistry(registry)
        .register("corescore", new Registration(file, Optional.empty(), Map.of(), Map.of()))
        .version();
  }

  /** A photo stored on its side, and labels on its pixels as stored. */
  @Test
  void labelsOnStoredPixelsAreTurnedWithThePhoto() throws IOException {
    Files.delete(photos.resolve("a.png"));
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture(WIDTH, HEIGHT, LIGHT), "jpg", jpeg);
    byte[] plain = jpeg.toByteArray();
    // A directory of one entry: orientation, a short, 6.
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "457869660000"
                    + "4d4d002a00000008"
                    + "0001"
                    + "011200030000000100060000"
                    + "00000000");
    ByteArrayOutputStream turned = new ByteArrayOutputStream();
    turned.write(plain, 0, 2);
    turned.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
    turned.write(exif);
    turned.write(plain, 2, plain.length - 2);
    Path photo = Files.write(photos.resolve("a.jpg"), turned.toByteArray());
    assertEquals(HEIGHT, PhotoReader.create().read(photo).image().width());
    Path file = labels("coco", WIDTH, HEIGHT);
    Run run = masks(file);
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err()
            .contains(
                "the labels are for 320 x 160, the photo is 160 x 320 as shown and 320 x 160 as"
                    + " stored"),
        run.err());
    Run stored = masks(file, "--labels-on", "stored");
    assertEquals(0, stored.exitCode(), stored.err());
    assertEquals(1, overlap("a", photo), 0.02);
  }

  @Test
  void aLargerCanvasThatIsNotStatedIsSaidInOneLineWithARemedy() throws IOException {
    String box = LabelledPair.box(0, 0, 640, 320);
    String rock = LabelledPair.box(300, 30, 400, 66);
    Path file =
        Files.writeString(
            folder.resolve("labels.json"),
            "[{\"External ID\":\"a.png\",\"Label\":{\"Box\":[{\"geometry\":"
                + box
                + "}],\"Rock_Fragment\":["
                + String.join(",", Collections.nCopies(9, "{\"geometry\":" + rock + "}"))
                + "]}}]");
    Run run = masks(file);
    assertEquals(0, run.exitCode(), run.err());
    List<String> lines = run.out().lines().filter(line -> line.contains("beyond")).toList();
    assertEquals(1, lines.size(), run.out());
    assertTrue(lines.get(0).contains("10 of 10 shapes reach beyond the photo of 320 x 160"));
    assertTrue(lines.get(0).contains("--scales"), lines.get(0));
    Files.writeString(
        file, Files.readString(file).replace(rock, LabelledPair.box(400, 30, 500, 66)));
    Run wholly = masks(file);
    assertEquals(1, wholly.exitCode());
    assertTrue(wholly.err().contains("9 of 10 shapes lie outside the photo of 320 x 160"));
    assertTrue(wholly.err().contains("--scales"), wholly.err());
  }

  @Test
  void yUpwardsIsRecognised() throws IOException {
    Path file = labels("geojson", WIDTH, HEIGHT);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll("\"photo\":\\{[^}]*},", "")
            .replaceAll("(\\[[0-9.]+,)([0-9.]+\\])", "$1-$2"));
    Run run = masks(file);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("as if y ran upwards"), run.err());
    assertTrue(run.err().contains("--y-up"), run.err());
    Run turned = masks(file, "--y-up");
    assertEquals(0, turned.exitCode(), turned.err());
    assertEquals(1, overlap("a", photos.resolve("a.png")));
  }

  @ParameterizedTest
  @CsvSource({"masks, 1", "evaluate, 1", "compare, 1", "train, 1", "promote, 2"})
  void shapesOfWhichNoneCanBeUsedAreNotNoRock(String command, int code) throws IOException {
    Path file = labels("coco", WIDTH, HEIGHT);
    Files.writeString(file, Files.readString(file).replace("Rock_Fragment", "Stone"));
    String said = "none of the shapes that were drawn can be used (3 left out)";
    if (command.equals("masks")) {
      Run run = masks(file);
      assertEquals(code, run.exitCode(), run.err());
      assertTrue(run.err().contains("a.png: none of the shapes"), run.err());
      assertTrue(run.out().contains("0 of 1 masks drawn"), run.out());
      assertFalse(Files.exists(out.resolve("a.mask.png")));
    } else {
      assertRefused(command, code, file, said);
    }
  }

  @Test
  void aPhotoWithoutShapesHasNoRockOnlyIfThatIsSaid() throws IOException {
    Path coco =
        Files.writeString(
            folder.resolve("labels.json"),
            "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":320,\"height\":160}],"
                + "\"categories\":[],\"annotations\":[]}");
    Run run = masks(coco);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("no shape"), run.err());
    assertTrue(run.err().contains("--empty-is-no-rock"), run.err());
    assertFalse(Files.exists(out.resolve("a.mask.png")));
    Run all = masks(coco, "--empty-is-no-rock");
    assertEquals(0, all.exitCode(), all.err());
    assertEquals(0, overlap("a", photos.resolve("a.png")));
    Files.writeString(
        coco, Files.readString(coco).replace("\"id\":1,", "\"id\":1,\"annotated\":true,"));
    Run said = masks(coco);
    assertEquals(0, said.exitCode(), said.err());
    assertEquals(0, overlap("a", photos.resolve("a.png")));
  }

  @Test
  void whyNothingIsKnownOfAnyPhotoIsSaid() throws IOException {
    Path coco =
        Files.writeString(
            folder.resolve("labels.json"),
            "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":320,\"height\":160}],"
                + "\"categories\":[{\"id\":1,\"name\":\"Rock_Fragment\"}],\"annotations\":"
                + "[{\"image_id\":7,\"category_id\":1,\"segmentation\":[[1,1,50,1,50,50]]}]}");
    Run run = masks(coco);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("there is no image 7"), run.out());
  }

  @Test
  void severalLabelFilesAreOneTruth() throws IOException {
    Files.copy(photos.resolve("a.png"), photos.resolve("b.png"));
    Path one = labels("coco", WIDTH, HEIGHT);
    Path two = labels("labelme", 160, 80);
    Files.writeString(two, Files.readString(two).replace("a.png", "b.png"));
    Run run = masks(one, "--labels", two);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("2 of 2 masks drawn"), run.out());
    assertEquals(1, overlap("a", photos.resolve("a.png")));
    assertEquals(1, overlap("b", photos.resolve("b.png")));
    Path judged = folder.resolve("judged");
    Run evaluated =
        run(
            "evaluate",
            "--labels",
            one,
            "--labels",
            two,
            "--photos",
            photos,
            "--predictions",
            "own=" + out,
            "--out",
            judged);
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    assertTrue(evaluated.out().contains("mean of 2: rock_iou 1.0000"), evaluated.out());
    Path again = Files.copy(one, folder.resolve("again.json"));
    Run twice =
        run(
            "evaluate",
            "--labels",
            one,
            "--labels",
            again,
            "--photos",
            photos,
            "--predictions",
            "own=" + out,
            "--out",
            judged,
            "--force");
    assertEquals(1, twice.exitCode());
    assertTrue(twice.err().contains("two records are of a"), twice.err());
  }

  /** Feedback that cannot be used leaves the labels; labels that cannot be used are an error. */
  @Test
  void feedbackThatCannotBeUsedReplacesNothing() throws IOException {
    Path feedback = Files.createDirectories(folder.resolve("feedback"));
    Path labels = labels("coco", WIDTH, HEIGHT);
    Path broken = feedback.resolve("b.json");
    Files.writeString(broken, Files.readString(labels).replace("Rock_Fragment", "Stone"));
    Path config =
        Files.writeString(
            folder.resolve("retrain.yaml"),
            """
            labels: coco.json
            photos: photos
            feedback: feedback
            test: {labels: coco.json, photos: photos}
            registry: models
            tracker: runs
            """);
    Run run = run("retrain", "--config", config);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("; the other labels of a are taken"), run.out());
    assertTrue(run.err().contains("the test set leaks"), "the labels are trained on: " + run.err());
    Files.copy(broken, labels, StandardCopyOption.REPLACE_EXISTING);
    Run none = run("retrain", "--config", config);
    assertEquals(1, none.exitCode());
    assertTrue(none.err().contains("1 of 1 photos have labels that cannot be used"), none.err());
    Files.writeString(config, Files.readString(config) + "labels-on: sideways\n");
    Run wrong = run("retrain", "--config", config);
    assertTrue(wrong.err().contains("expected checked, shown, stored or stretched"), wrong.err());
  }

  /**
   * Files as real tools write them, and the part of the photo that is light.
   *
   * @param as the name of the photo in the label file
   */
  @ParameterizedTest
  @CsvSource({
    "01-resized-copy, coco.json, box_07, box_07, ''",
    "01-resized-copy, labelme.json, box_07, box_07, ''",
    "01-resized-copy, coco.json, box_07, box_07, --scales scales.csv",
    "02-exif-coco-size-swapped, result.json, IMG_0042, IMG_0042, --labels-on shown",
    "02-exif-coco-size-swapped, result-inside.json, IMG_0044, IMG_0044, --labels-on stretched",
    "16-qgis-negative-y, box_07.geojson, box_07, box_07, --y-up"
  })
  void casesAreReadRight(String name, String labels, String stem, String as, String option)
      throws IOException {
    Path place = CASES.resolve(name);
    assumeTrue(Files.exists(place), "skipped: there is no " + place);
    Files.delete(photos.resolve("a.png"));
    Path photo = photos.resolve(as + ".jpg");
    Files.copy(place.resolve("photos").resolve(stem + ".jpg"), photo);
    String[] words = option.isEmpty() ? new String[0] : option.split(" ", -1);
    Object[] more =
        Arrays.stream(words)
            .map(word -> word.endsWith(".csv") ? place.resolve(word) : word)
            .toArray();
    Run run = masks(place.resolve(labels), more);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(1, overlap(as, photo), 0.02);
    if (!option.isEmpty() && !option.startsWith("--scales")) {
      Run without = masks(place.resolve(labels));
      assertEquals(1, without.exitCode());
      assertTrue(without.err().contains(words[0]), without.err());
    }
  }
}
