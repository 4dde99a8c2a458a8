// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;
import static uk.ac.bgs.corescore.example.cli.LabelledPair.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** What label files say that may be a mistake: it is said, and strict refuses it. */
class DoubtfulLabelsTest {
  private static final String STEM = "drawn-000003";

  @TempDir Path folder = Path.of(".");

  private Path photos = Path.of(".");
  private Path labels = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void drawOne() {
    Path drawn = folder.resolve("drawn");
    photos = drawn.resolve("photos");
    labels = folder.resolve("boxes.json");
    out = folder.resolve("out");
    DrawnFolder.copy(1, 3, 640, 96, drawn);
  }

  private static String record(String photo, String box) {
    return "{\"External ID\":\""
        + photo
        + "\",\"Label\":{\"Rock_Fragment\":[{\"geometry\":"
        + box
        + "}]}}";
  }

  private void label(String... records) throws IOException {
    Files.writeString(labels, "[" + String.join(",", records) + "]");
  }

  private Run command(String name, Object... more) {
    Stream<Object> judged =
        name.equals("masks") ? Stream.of() : Stream.of("--segmenter", "boofcv-edges");
    return run(
        Stream.of(
                Stream.<Object>of(name, "--labels", labels, "--photos", photos, "--out", out),
                judged,
                Stream.of(more))
            .flatMap(part -> part)
            .toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"masks", "evaluate"})
  void aShapeBeyondThePhotoIsSaidAndStrictRefusesItBeforeAnythingIsMade(String name)
      throws IOException {
    label(record(STEM + ".jpg", box(600, 10, 700, 40)));
    String record = "boxes.json: " + STEM + ".jpg: ";
    String place = record + "1 of 1 shapes reach beyond the photo of 640 x 96: they span x 600";
    Run strict = command(name, "--strict");
    assertEquals(1, strict.exitCode());
    assertTrue(
        strict.err().contains(record + "Rock_Fragment[0]: the shape spans x 600 to 700"),
        strict.err());
    assertFalse(Files.exists(out));
    Run kept = command(name);
    assertEquals(0, kept.exitCode(), kept.err());
    assertEquals(2, kept.out().split(Pattern.quote(place), -1).length, "once: " + kept.out());
    assertTrue(kept.out().contains("(kept)"), kept.out());
    label(record(STEM + ".jpg", box(600, 10, 640, 40)));
    Run inside = command(name, "--strict", "--force");
    assertEquals(0, inside.exitCode(), inside.err());
    assertFalse(inside.out().contains("beyond"), inside.out());
  }

  @Test
  void aShapeWhollyOutsideMakesNoTruth() throws IOException {
    label(record(STEM + ".jpg", box(700, 10, 740, 40)));
    Run run = command("evaluate");
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err().contains("1 of 1 shapes lie outside the photo of 640 x 96 (Rock_Fragment[0])"),
        run.err());
    assertTrue(run.err().contains("--scales"), run.err());
  }

  @Test
  void twoRecordsOfOnePhotoDoNotReplaceEachOther() throws IOException {
    label(record(STEM + ".jpg", box(10, 10, 50, 40)), record(STEM + ".JPEG", box(60, 10, 90, 40)));
    for (List<Object> more : List.of(List.<Object>of(), List.<Object>of("--force"))) {
      Run run = command("masks", more.toArray());
      assertEquals(1, run.exitCode());
      assertTrue(
          run.err()
              .contains(
                  STEM + ".JPEG: " + STEM + ".jpg could be its photo, but is that of " + STEM),
          run.err());
      LabelMask mask = MaskPng.read(out.resolve(STEM + ".mask.png"), LabelSet.CORESCORE);
      assertEquals(1, mask.index(20, 20), "the first record's");
      assertEquals(0, mask.index(70, 20));
    }
  }

  @Test
  void recordsWithoutAPhotoAreSaid() throws IOException {
    label(record("gone.jpg", box(10, 10, 50, 40)), record(STEM + ".jpg", box(10, 10, 50, 40)));
    Run run = command("evaluate");
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("records without a photo: 1 (gone.jpg: no photo"), run.out());
    assertTrue(run.err().contains("1 failed:"), run.err());
    assertTrue(run.err().contains("gone.jpg: no photo of that name"), run.err());
  }
}
