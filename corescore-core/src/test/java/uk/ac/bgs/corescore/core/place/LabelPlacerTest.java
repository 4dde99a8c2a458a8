// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto.Size;
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.place.PlacementException.Reason;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

class LabelPlacerTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final PhotoDimensions PHOTO = new PhotoDimensions(1600, 800);

  private final LabelPlacer placer = LabelPlacer.create();

  private static LabelledPolygon box(String label, double x0, double y0, double x1, double y1) {
    return new LabelledPolygon(label, FACTORY.toGeometry(new Envelope(x0, x1, y0, y1)));
  }

  private static LabelledPolygon rock(double x0, double y0, double x1, double y1) {
    return box("Rock_Fragment", x0, y0, x1, y1);
  }

  private static AnnotatedPhoto record(Optional<Size> size, LabelledPolygon... polygons) {
    return new AnnotatedPhoto("a.jpg", size, List.of(polygons), Map.of());
  }

  private static AnnotatedPhoto record(LabelledPolygon... polygons) {
    return record(Optional.empty(), polygons);
  }

  private static AnnotatedPhoto empty(int leftOut, boolean annotated) {
    return new AnnotatedPhoto(
        "a.jpg", Optional.empty(), List.of(), Map.of(), List.of(), leftOut, annotated);
  }

  private static Optional<Size> size(int width, int height) {
    return Optional.of(new Size(width, height));
  }

  private static PlacedLabels place(
      LabelPlacer placer, AnnotatedPhoto record, PhotoDimensions photo) {
    return placer.place("labels.json", record, photo, Optional.empty());
  }

  private static String refused(
      Reason reason, LabelPlacer placer, AnnotatedPhoto record, PhotoDimensions photo) {
    PlacementException problem =
        assertThrows(PlacementException.class, () -> place(placer, record, photo));
    assertEquals(reason, problem.reason());
    assertEquals("labels.json: a.jpg: " + problem.detail(), problem.getMessage());
    return problem.detail();
  }

  private static Envelope first(PlacedLabels placed) {
    return placed.photo().polygons().get(0).outline().getEnvelopeInternal();
  }

  private static List<Kind> kinds(List<AnnotationProblem> problems) {
    return problems.stream().map(AnnotationProblem::kind).toList();
  }

  @Test
  void whatFitsStaysAsItIs() {
    for (Optional<Size> stated : List.of(size(1600, 800), Optional.<Size>empty())) {
      AnnotatedPhoto record = record(stated, rock(0, 0, 1600, 800), box("Box", 10, 10, 30, 20));
      PlacedLabels placed = place(placer.strict(), record, PHOTO);
      assertEquals(record.polygons(), placed.photo().polygons());
      assertEquals(record.places(), placed.photo().places());
      assertEquals(size(1600, 800), placed.photo().size());
      assertEquals(List.of(), placed.remarks());
      assertEquals(List.of(), placed.problems());
    }
  }

  @ParameterizedTest
  @CsvSource({"800, 400", "3200, 1600", "533, 267", "533, 266", "1599, 800", "100, 50"})
  void labelsOfACopyAreScaledByEachAxisAndItIsSaid(int width, int height) {
    AnnotatedPhoto record =
        record(size(width, height), rock(width / 4.0, height / 2.0, width, height));
    PlacedLabels placed = place(placer, record, PHOTO);
    assertEquals(400, first(placed).getMinX(), 1e-9);
    assertEquals(1600, first(placed).getMaxX(), 1e-9);
    assertEquals(400, first(placed).getMinY(), 1e-9);
    assertEquals(800, first(placed).getMaxY(), 1e-9);
    assertEquals(List.of(Kind.SCALED), kinds(placed.remarks()));
    String said = placed.remarks().get(0).toString();
    assertTrue(
        said.startsWith(
            "labels.json: a.jpg: the labels are for "
                + width
                + " x "
                + height
                + ", the photo is 1600 x 800: scaled by "),
        said);
    assertThrows(AnnotationException.class, () -> place(placer.strict(), record, PHOTO));
  }

  @ParameterizedTest
  @CsvSource({
    "800, 1600, the sides are swapped",
    "800, 600, another shape",
    "1600, 803, another shape",
    "400, 800, another shape"
  })
  void anotherShapeIsRefusedNamingBothSizes(int width, int height, String how) {
    String message =
        refused(Reason.OTHER_SIZE, placer, record(size(width, height), rock(0, 0, 9, 9)), PHOTO);
    assertEquals(
        "the labels are for "
            + width
            + " x "
            + height
            + ", the photo is 1600 x 800 as shown: "
            + how,
        message);
  }

  @Test
  void sidesSwappedAreRefusedHoweverNearlyEqual() {
    refused(
        Reason.OTHER_SIZE,
        placer,
        record(size(100, 101), rock(0, 0, 9, 9)),
        new PhotoDimensions(101, 100));
  }

  private static List<Kind> said(LabelPlacer placer, AnnotatedPhoto record, PhotoDimensions photo) {
    return place(placer, record, photo).remarks().stream().map(AnnotationProblem::kind).toList();
  }

  @Test
  void whereNoSizeShowsWhetherATurnWasHeededThatIsSaid() {
    LabelledPolygon rock = rock(80, 75, 400, 225);
    PhotoDimensions down = new PhotoDimensions(800, 600, 3);
    PhotoDimensions square = new PhotoDimensions(600, 600, 6);
    PhotoDimensions upright = new PhotoDimensions(600, 800, 6);
    assertEquals(List.of(Kind.TURNED), said(placer, record(size(800, 600), rock), down));
    assertEquals(List.of(Kind.TURNED), said(placer, record(size(600, 600), rock), square));
    assertEquals(List.of(Kind.TURNED), said(placer, record(rock), upright));
    assertEquals(
        List.of(Kind.SCALED, Kind.TURNED), said(placer, record(size(1600, 1200), rock), down));
    assertEquals(
        List.of(Kind.TURNED), said(placer.strict(), record(size(800, 600), rock), down), "strict");
    assertEquals(List.of(), said(placer, record(size(600, 800), rock), upright), "the size shows");
    assertEquals(
        List.of(), said(placer, record(size(800, 600), rock), new PhotoDimensions(800, 600)));
    for (LabelFrame frame : List.of(LabelFrame.SHOWN, LabelFrame.STORED)) {
      assertEquals(List.of(), said(placer.withFrame(frame), record(size(800, 600), rock), down));
    }
  }

  /** A photo of 600 x 800 whose file has 800 x 600, and labels that state the latter. */
  @Test
  void ofATurnedPhotoSomebodySaysWhatTheLabelsLieOn() {
    PhotoDimensions turned = new PhotoDimensions(600, 800, 6);
    AnnotatedPhoto record = record(size(800, 600), rock(80, 75, 400, 225));
    assertEquals(
        "the labels are for 800 x 600, the photo is 600 x 800 as shown and 800 x 600 as stored"
            + " (Exif orientation 6): the sides are swapped",
        refused(Reason.OTHER_SIZE, placer, record, turned));
    assertEquals(
        new Envelope(80, 400, 75, 225),
        first(place(placer.withFrame(LabelFrame.SHOWN), record, turned)));
    assertEquals(
        new Envelope(60, 300, 100, 300),
        first(place(placer.withFrame(LabelFrame.STRETCHED), record, turned)));
    assertEquals(
        new Envelope(600 - 225, 600 - 75, 80, 400),
        first(place(placer.withFrame(LabelFrame.STORED), record, turned)));
    assertEquals(
        new Envelope(60, 300, 100, 300),
        first(placer.place("labels.json", record, turned, size(800, 600))),
        "a table of scales");
    String shown =
        refused(
            Reason.OTHER_SIZE,
            placer.withFrame(LabelFrame.STORED),
            record(size(600, 800), rock(0, 0, 9, 9)),
            turned);
    assertTrue(shown.contains("they were to lie on it as stored"), shown);
  }

  /**
   * Where the first stored pixel is shown, and the last of its row: Exif 2.3, tag 274. 0 is the
   * left or upper side, 1 the right or lower one.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 0",
    "2, 1, 0, 0, 0",
    "3, 1, 1, 0, 1",
    "4, 0, 1, 1, 1",
    "5, 0, 0, 0, 1",
    "6, 1, 0, 1, 1",
    "7, 1, 1, 1, 0",
    "8, 0, 1, 0, 0"
  })
  void labelsOnStoredPixelsAreTurnedWithThePhoto(
      int orientation, int firstX, int firstY, int lastX, int lastY) {
    PhotoDimensions photo =
        orientation < 5
            ? new PhotoDimensions(30, 20, orientation)
            : new PhotoDimensions(20, 30, orientation);
    AnnotatedPhoto record = record(size(30, 20), rock(0, 0, 1, 1), rock(29, 0, 30, 1));
    PlacedLabels placed = place(placer.withFrame(LabelFrame.STORED), record, photo);
    assertEquals(List.of(), placed.remarks());
    int right = photo.width() - 1;
    int bottom = photo.height() - 1;
    assertEquals(pixel(firstX * right, firstY * bottom), first(placed));
    assertEquals(
        pixel(lastX * right, lastY * bottom),
        placed.photo().polygons().get(1).outline().getEnvelopeInternal());
  }

  private static Envelope pixel(int x, int y) {
    return new Envelope(x, x + 1, y, y + 1);
  }

  @Test
  void aTableCountsMoreThanTheFileAndAllowsAnyShape() {
    AnnotatedPhoto record = record(size(1600, 800), rock(0, 0, 50, 100));
    PlacedLabels placed = placer.strict().place("labels.json", record, PHOTO, size(100, 200));
    assertEquals(new Envelope(0, 800, 0, 400), first(placed));
    assertEquals(List.of(), placed.remarks());
  }

  @Test
  void whatLiesOutsideIsJudgedByThePhotoAndSaidInOneLine() {
    AnnotatedPhoto record =
        record(
            size(800, 400),
            rock(700, 300, 790, 390),
            rock(800, 0, 900, 50),
            rock(-20, 0, -1, 10),
            box("Paper", 790, 390, 810, 420),
            box("Box", 0, 0, 800.001, 400));
    PlacedLabels placed = place(placer, record, PHOTO);
    assertEquals(3, placed.photo().polygons().size());
    assertEquals(
        List.of("Rock_Fragment[0]", "Paper[3]", "Box[4]"),
        placed.photo().places(),
        "of the record");
    assertEquals(2, placed.photo().leftOut());
    assertEquals(new Envelope(1400, 1580, 600, 780), first(placed), "in the photo as it is");
    assertEquals(
        List.of(
            "Rock_Fragment[1] OUTSIDE_PHOTO",
            "Rock_Fragment[2] OUTSIDE_PHOTO",
            "Paper[3] PARTLY_OUTSIDE"),
        placed.problems().stream().map(p -> p.shape() + " " + p.kind()).toList());
    assertEquals(
        List.of(Kind.SCALED, Kind.OUTSIDE_PHOTO, Kind.PARTLY_OUTSIDE), kinds(placed.remarks()));
    assertEquals(
        "2 of 5 shapes lie outside the photo of 1600 x 800: they span x -40 to 1800, y 0 to 100"
            + " (Rock_Fragment[1], Rock_Fragment[2])",
        placed.remarks().get(1).reason());
  }

  @Test
  void aLargerCanvasThatIsNotStatedIsSaidInOneLine() {
    LabelledPolygon[] many =
        IntStream.range(0, 40)
            .mapToObj(i -> rock(1500, i, 3100, i + 1))
            .toArray(LabelledPolygon[]::new);
    PlacedLabels placed = place(placer, record(many), PHOTO);
    assertEquals(40, placed.photo().polygons().size(), "kept as drawn");
    assertEquals(40, placed.problems().size());
    assertEquals(List.of(Kind.LARGER_CANVAS), kinds(placed.remarks()));
    assertEquals(
        "40 of 40 shapes reach beyond the photo of 1600 x 800: they span x 1500 to 3100, y 0 to 40"
            + " (Rock_Fragment[0], Rock_Fragment[1], Rock_Fragment[2], ...); the file does not say"
            + " how large its photo was",
        placed.remarks().get(0).reason());
  }

  @Test
  void aShapeWhollyOutsideShowsThatTheCanvasWasAnother() {
    AnnotatedPhoto record = record(rock(10, 10, 90, 90), rock(2000, 10, 2100, 90));
    assertEquals(
        "1 of 2 shapes lie outside the photo of 1600 x 800 (Rock_Fragment[1]): the shapes span x 10"
            + " to 2100, y 10 to 90, and the file does not say how large its photo was",
        refused(Reason.LARGER_CANVAS, placer, record, PHOTO));
    assertEquals(
        1,
        place(placer.withFrame(LabelFrame.SHOWN), record, PHOTO).photo().polygons().size(),
        "somebody says that they are right");
    assertEquals(
        new Envelope(1000, 1050, 10, 90),
        placer
            .place("labels.json", record, PHOTO, size(3200, 800))
            .photo()
            .polygons()
            .get(1)
            .outline()
            .getEnvelopeInternal());
  }

  /** As geographic programs write pixels; one shape may stick out at the top. */
  @Test
  void yUpwardsIsRecognisedAndTurnedWhereAsked() {
    AnnotatedPhoto up = record(rock(200, -330, 700, -150), rock(300, -700, 1200, 5));
    String message = refused(Reason.Y_AXIS, placer, up, PHOTO);
    assertTrue(
        message.startsWith("y of the 2 shapes goes from -700 to 5: all of them lie"), message);
    PlacedLabels placed = place(placer.withYUpwards(), up, PHOTO);
    assertEquals(new Envelope(200, 700, 150, 330), first(placed));
    AnnotatedPhoto copy = record(size(800, 400), rock(100, -165, 350, -75));
    refused(Reason.Y_AXIS, placer, copy, PHOTO);
    assertEquals(
        new Envelope(200, 700, 150, 330), first(place(placer.withYUpwards(), copy, PHOTO)));
    refused(Reason.Y_AXIS, placer.withYUpwards(), record(rock(200, 150, 700, 330)), PHOTO);
    assertEquals(
        List.of(),
        place(placer.withYUpwards(), empty(0, true), PHOTO).photo().polygons(),
        "no shape, no direction");
  }

  @Test
  void noRockHasToBeSaid() {
    assertEquals(List.of(), place(placer, empty(0, true), PHOTO).photo().polygons());
    assertEquals(
        1, place(placer, record(box("Box", 0, 0, 1600, 800)), PHOTO).photo().polygons().size());
    assertTrue(placer.isUnknown(empty(0, false)));
    refused(Reason.NOT_ANNOTATED, placer, empty(0, false), PHOTO);
    LabelPlacer all = placer.withEmptyAsAnnotated();
    assertFalse(all.isUnknown(empty(0, false)));
    assertEquals(List.of(), place(all, empty(0, false), PHOTO).photo().polygons());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shapesOfWhichNoneCanBeUsedAreNotNoRock(boolean annotated) {
    String message =
        refused(Reason.UNUSABLE, placer.withEmptyAsAnnotated(), empty(3, annotated), PHOTO);
    assertEquals(
        "none of the shapes that were drawn can be used (3 left out): that is not a photo without"
            + " rock",
        message);
    AnnotatedPhoto boxed =
        new AnnotatedPhoto(
            "a.jpg",
            Optional.empty(),
            List.of(box("Box", 0, 0, 9, 9)),
            Map.of(),
            List.of("Box[0]"),
            1,
            true);
    assertTrue(refused(Reason.UNUSABLE, placer, boxed, PHOTO).contains("no rock can be used"));
    String outside =
        refused(
            Reason.UNUSABLE,
            placer,
            record(size(1600, 800), box("Box", 0, 0, 9, 9), rock(1700, 0, 1800, 9)),
            PHOTO);
    assertTrue(outside.contains("outside the photo of 1600 x 800"), outside);
  }

  @Test
  void strictRefusesWhatWouldBeRemarked() {
    for (AnnotatedPhoto record :
        Arrays.asList(
            record(size(800, 400), rock(0, 0, 9, 9)),
            record(rock(1500, 0, 1700, 9)),
            record(size(1600, 800), rock(0, 0, 9, 9), rock(1700, 0, 1800, 9)))) {
      place(placer, record, PHOTO);
      AnnotationException refused =
          assertThrows(AnnotationException.class, () -> place(placer.strict(), record, PHOTO));
      assertTrue(String.valueOf(refused.getMessage()).startsWith("labels.json: a.jpg: "));
    }
  }

  @Test
  void dimensionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new PhotoDimensions(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PhotoDimensions(1, 1, 9));
  }
}
