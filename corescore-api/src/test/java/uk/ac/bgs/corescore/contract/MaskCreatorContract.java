// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.MaskCreator;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.spi.MaskCreatorProvider;

/**
 * What every {@link MaskCreator} and its provider must do. A plugin's author extends it and gives
 * the provider:
 *
 * <pre>{@code
 * class MyMaskCreatorTest extends MaskCreatorContract {
 *   @Override protected MaskCreatorProvider provider() { return new MyMaskCreatorProvider(); }
 * }
 * }</pre>
 *
 * <p>It leaves open which of two overlapping polygons is on top, with one exception: what is not
 * rock and comes later in the list covers rock, unless it is a label of index 0 or the last label,
 * which may be the ground.
 */
public abstract class MaskCreatorContract extends ProviderContract<MaskCreator> {
  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final int WIDTH = 12;
  private static final int HEIGHT = 9;

  /** For the suite of a mask creator. */
  protected MaskCreatorContract() {}

  @Override
  protected abstract MaskCreatorProvider provider();

  /**
   * The label set that the creator draws with.
   *
   * @return {@link LabelSet#CORESCORE}, unless overridden
   */
  protected LabelSet labels() {
    return LabelSet.CORESCORE;
  }

  /** Nothing in, nothing out. */
  @Test
  void nothingInNothingOut() {
    Segmentation drawn = draw(make(), List.of());
    assertEquals(WIDTH * HEIGHT, drawn.mask().histogram()[0], "all cells are of label 0");
    assertEquals(0, drawn.fragments().count(), "there is no fragment");
  }

  /** A rectangle on pixel corners gives exactly its pixels, whatever its label. */
  @Test
  void rectangleGivesExactlyItsPixels() {
    MaskCreator creator = make();
    for (Label label : labels().labels().subList(1, labels().size())) {
      Envelope box = new Envelope(2, 7, 3, 5);
      Segmentation drawn = draw(creator, List.of(rectangle(label.name(), box)));
      assertCells(drawn, label, box);
      assertEquals(label.rock() ? 1 : 0, drawn.fragments().count(), "fragments of " + label);
    }
  }

  /** A hole on pixel corners stays empty. */
  @Test
  void holeIsNotDrawn() {
    Polygon ring =
        GEOMETRY.createPolygon(
            ring(new Envelope(1, 8, 1, 7)), new LinearRing[] {ring(new Envelope(3, 5, 2, 6))});
    Segmentation drawn = draw(make(), List.of(new LabelledPolygon(rock().name(), ring)));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean inside =
            x >= 1 && x < 8 && y >= 1 && y < 7 && !(x >= 3 && x < 5 && y >= 2 && y < 6);
        assertEquals(inside ? 1 : 0, drawn.fragments().id(x, y), "cell (" + x + ", " + y + ")");
      }
    }
  }

  /** What lies outside the photo is cut off, and what lies wholly outside is no fragment. */
  @Test
  void outsideIsCutOff() {
    MaskCreator creator = make();
    String label = rock().name();
    assertCells(
        draw(creator, List.of(rectangle(label, new Envelope(-3, 4, -5, 2)))),
        rock(),
        new Envelope(0, 4, 0, 2));
    assertCells(
        draw(creator, List.of(rectangle(label, new Envelope(9, 1e6, 7, 1e6)))),
        rock(),
        new Envelope(9, WIDTH, 7, HEIGHT));
    Segmentation drawn =
        draw(
            creator,
            List.of(
                rectangle(label, new Envelope(-8, -2, 1, 3)),
                rectangle(label, new Envelope(WIDTH, WIDTH + 4, 1, 3)),
                rectangle(label, new Envelope(1, 3, HEIGHT, HEIGHT + 4)),
                rectangle(label, new Envelope(5, 8, 2, 4))));
    assertEquals(1, drawn.fragments().count(), "what lies outside is no fragment");
    assertCells(drawn, rock(), new Envelope(5, 8, 2, 4));
  }

  /** Photos of one pixel, one row and one column are drawn on as any other. */
  @Test
  void smallestPhotosAreDrawnOn() {
    MaskCreator creator = make();
    List<LabelledPolygon> all = List.of(rectangle(rock().name(), new Envelope(0, 20, 0, 20)));
    for (int[] size : new int[][] {{1, 1}, {1, 20}, {20, 1}}) {
      Segmentation drawn = creator.create(all, size[0], size[1]);
      assertEquals(size[0], drawn.mask().width(), "columns");
      assertEquals(size[1], drawn.mask().height(), "rows");
      assertEquals((long) size[0] * size[1], drawn.fragments().areas()[0], "rock cells");
    }
  }

  /** A label that the creator does not know is an error that names it. */
  @Test
  void unknownLabelIsRefused() {
    MaskCreator creator = make();
    String unknown = "No_Such_Label";
    CoreScoreException refused =
        assertThrows(
            CoreScoreException.class,
            () -> draw(creator, List.of(rectangle(unknown, new Envelope(1, 3, 1, 3)))),
            "an unknown label is refused");
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(unknown), "the error names the label: " + message);
  }

  /** Fragments are numbered in the order of the list, wherever they lie. */
  @Test
  void fragmentsAreInTheOrderOfTheList() {
    List<Envelope> boxes =
        List.of(new Envelope(8, 11, 6, 9), new Envelope(0, 3, 5, 7), new Envelope(5, 8, 0, 2));
    Segmentation drawn =
        draw(make(), boxes.stream().map(box -> rectangle(rock().name(), box)).toList());
    assertEquals(boxes.size(), drawn.fragments().count(), "fragments");
    for (int i = 0; i < boxes.size(); i++) {
      int x = (int) boxes.get(i).getMinX();
      int y = (int) boxes.get(i).getMinY();
      assertEquals(i + 1, drawn.fragments().id(x, y), "fragment at (" + x + ", " + y + ")");
    }
  }

  /** Pieces that touch stay apart. */
  @Test
  void touchingPolygonsAreTwoFragments() {
    Segmentation drawn =
        draw(
            make(),
            List.of(
                rectangle(rock().name(), new Envelope(1, 5, 2, 6)),
                rectangle(rock().name(), new Envelope(5, 9, 2, 6))));
    assertEquals(2, drawn.fragments().count(), "fragments");
    assertEquals(16, drawn.fragments().areas()[1], "cells of the first");
    assertEquals(16, drawn.fragments().areas()[2], "cells of the second");
  }

  /** Rock that something later covers wholly cannot be seen, and is no fragment. */
  @Test
  void coveredRockIsNoFragment() {
    List<Label> known = labels().labels();
    List<Label> covers =
        IntStream.range(1, known.size() - 1)
            .mapToObj(known::get)
            .filter(label -> !label.rock())
            .toList();
    assumeTrue(!covers.isEmpty(), "the label set has nothing that lies on rock");
    Envelope box = new Envelope(2, 6, 2, 6);
    Segmentation drawn =
        draw(
            make(),
            List.of(
                rectangle(rock().name(), box),
                rectangle(rock().name(), new Envelope(8, 10, 1, 3)),
                rectangle(covers.get(0).name(), new Envelope(1, 7, 1, 7))));
    assertEquals(1, drawn.fragments().count(), "fragments that can be seen");
    assertEquals(1, drawn.fragments().id(8, 1), "the one that is not covered");
  }

  /** Outlines drawn by hand cross themselves; that is no error, and nothing strays. */
  @Test
  void crossingOutlineIsDrawn() {
    Coordinate[] bow = {
      new Coordinate(2, 2),
      new Coordinate(8, 7),
      new Coordinate(8, 2),
      new Coordinate(2, 7),
      new Coordinate(2, 2)
    };
    Segmentation drawn =
        draw(make(), List.of(new LabelledPolygon(rock().name(), GEOMETRY.createPolygon(bow))));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean near = x >= 2 && x < 8 && y >= 2 && y < 7;
        assertTrue(near || drawn.mask().index(x, y) == 0, "cell (" + x + ", " + y + ")");
      }
    }
    assertEquals(1, drawn.fragments().count(), "one polygon, one fragment");
  }

  /** The same polygons give the same result, and are not changed. */
  @Test
  void sameInputGivesTheSameAnswer() {
    List<LabelledPolygon> scene = scene();
    List<LabelledPolygon> before =
        scene.stream().map(p -> new LabelledPolygon(p.label(), p.outline().copy())).toList();
    MaskCreator creator = make();
    Segmentation first = draw(creator, scene);
    assertEquals(first, draw(creator, scene), "drawn again");
    draw(creator, List.of());
    assertEquals(first, draw(creator, scene), "drawn after another photo");
    assertEquals(first, draw(make(), scene), "drawn by another creator");
    for (int i = 0; i < scene.size(); i++) {
      assertTrue(
          before.get(i).outline().equalsExact(scene.get(i).outline()),
          "polygon " + i + " is not changed");
    }
  }

  /** One creator serves many threads. */
  @Test
  void threadsShareOneCreator() {
    MaskCreator creator = make();
    List<LabelledPolygon> scene = scene();
    Segmentation expected = draw(creator, scene);
    Callable<Segmentation> task = () -> draw(creator, scene);
    for (Segmentation drawn : inParallel(Collections.nCopies(8, task))) {
      assertEquals(expected, drawn, "drawn beside other threads");
    }
  }

  private List<LabelledPolygon> scene() {
    return List.of(
        rectangle(rock().name(), new Envelope(0.3, 4.6, 1.2, 6.9)),
        rectangle(rock().name(), new Envelope(3.7, 9.1, 2.5, 5.5)),
        new LabelledPolygon(
            rock().name(),
            GEOMETRY.createPolygon(
                new Coordinate[] {
                  new Coordinate(6, 5.9),
                  new Coordinate(11.7, 6.1),
                  new Coordinate(9.2, 8.8),
                  new Coordinate(6, 5.9)
                })));
  }

  private Label rock() {
    return labels().labels().stream().filter(Label::rock).findFirst().orElseThrow();
  }

  private void assertCells(Segmentation drawn, Label label, Envelope box) {
    int expected = labels().indexOf(label.name()).orElseThrow();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean inside =
            x >= box.getMinX() && x < box.getMaxX() && y >= box.getMinY() && y < box.getMaxY();
        String where = label.name() + " at cell (" + x + ", " + y + ")";
        assertEquals(inside ? expected : 0, drawn.mask().index(x, y), where);
        assertEquals(inside && label.rock() ? 1 : 0, drawn.fragments().id(x, y), where);
      }
    }
  }

  private static Segmentation draw(MaskCreator creator, List<LabelledPolygon> polygons) {
    Segmentation drawn = creator.create(polygons, WIDTH, HEIGHT);
    assertNotNull(drawn, "create returns a segmentation, never null");
    assertEquals(PixelFrame.PHOTO, drawn.frame(), "the grid is the photo's own");
    assertEquals(WIDTH, drawn.mask().width(), "columns");
    assertEquals(HEIGHT, drawn.mask().height(), "rows");
    return drawn;
  }

  private static LabelledPolygon rectangle(String label, Envelope box) {
    return new LabelledPolygon(label, GEOMETRY.createPolygon(ring(box)));
  }

  private static LinearRing ring(Envelope box) {
    return GEOMETRY.createLinearRing(
        new Coordinate[] {
          new Coordinate(box.getMinX(), box.getMinY()),
          new Coordinate(box.getMaxX(), box.getMinY()),
          new Coordinate(box.getMaxX(), box.getMaxY()),
          new Coordinate(box.getMinX(), box.getMaxY()),
          new Coordinate(box.getMinX(), box.getMinY())
        });
  }
}
