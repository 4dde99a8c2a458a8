// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final CoreRow FLAT = row(1, 1, 10, 10, 90, 10, 90, 30, 10, 30);

  static CoreRow row(int number, int box, double... xy) {
    return new CoreRow(
        number,
        box,
        new PhotoPoint(xy[0], xy[1]),
        new PhotoPoint(xy[2], xy[3]),
        new PhotoPoint(xy[4], xy[5]),
        new PhotoPoint(xy[6], xy[7]),
        OptionalDouble.empty());
  }

  @Test
  void aLayoutFollowsACopyOfThePhoto() {
    CoreRow row =
        new CoreRow(
            1,
            1,
            new PhotoPoint(10, 20),
            new PhotoPoint(90, 30),
            new PhotoPoint(80, 50),
            new PhotoPoint(10, 40),
            OptionalDouble.of(0.5));
    Layout layout = new Layout(100, 60, List.of(row), "x");
    CoreRow scaled = layout.scaledTo(50, 120).rows().get(0);
    assertEquals(
        List.of(
            new PhotoPoint(5, 40),
            new PhotoPoint(45, 60),
            new PhotoPoint(40, 100),
            new PhotoPoint(5, 80)),
        scaled.corners());
    assertEquals(row.confidence(), scaled.confidence());
    assertEquals(layout, layout.scaledTo(50, 120).scaledTo(100, 60));
    assertTrue(Layout.whole(6_007, 890).scaledTo(1_571, 223).isPhoto());
    assertTrue(Layout.whole(890, 6_007).scaledTo(223, 1_571).isWhole());
  }

  @Test
  void rowHasLengthWidthAndOrientation() {
    assertEquals(80, FLAT.length());
    assertEquals(20, FLAT.width());
    assertEquals(RowOrientation.HORIZONTAL, FLAT.orientation());
    assertEquals(1600, FLAT.outline().getArea());
    CoreRow upright = row(1, 1, 30, 10, 30, 90, 10, 90, 10, 10);
    assertEquals(80, upright.length());
    assertEquals(RowOrientation.VERTICAL, upright.orientation());
  }

  @Test
  void turningByHalfTwiceGivesTheRowBack() {
    assertEquals(FLAT.topLeft(), FLAT.turned().bottomRight());
    assertEquals(FLAT, FLAT.turned().turned());
  }

  @Test
  void mirroredAndHollowQuadrilateralsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> row(1, 1, 10, 30, 90, 30, 90, 10, 10, 10));
    assertThrows(IllegalArgumentException.class, () -> row(1, 1, 10, 10, 90, 10, 20, 12, 10, 30));
    assertThrows(IllegalArgumentException.class, () -> row(1, 1, 0, 0, 1, 0, 2, 0, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> row(0, 1, 10, 10, 90, 10, 90, 30, 10, 30));
  }

  @Test
  void wholePhotoIsOneRowAlongItsLongerSide() {
    Layout wide = Layout.whole(200, 50);
    assertTrue(wide.isPhoto());
    assertEquals(200, wide.rows().get(0).length());
    Layout high = Layout.whole(50, 200);
    assertFalse(high.isPhoto(), "it has to be turned");
    assertEquals(200, high.rows().get(0).length());
    assertEquals(new PhotoPoint(50, 0), high.rows().get(0).topLeft());
    assertEquals(1, high.boxes());
    assertEquals(wide, Layout.whole(200, 50, RowOrientation.HORIZONTAL, Layout.WHOLE));
  }

  @Test
  void aRowThatFillsThePhotoMayRunAcrossItsLongerSide() {
    Layout across = Layout.whole(200, 50, RowOrientation.HORIZONTAL.across(), "x");
    CoreRow row = across.rows().get(0);
    assertEquals(RowOrientation.VERTICAL, row.orientation());
    assertEquals(50, row.length());
    assertEquals(200, row.width());
    assertFalse(across.isWhole(), "that runs along it");
    assertEquals(RowOrientation.HORIZONTAL, row.orientation().across());
  }

  @Test
  void layoutRefusesWhatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class, () -> new Layout(100, 100, List.of(FLAT, FLAT), "x"));
    CoreRow second = row(2, 1, 10, 40, 90, 40, 90, 60, 10, 60);
    assertEquals(1, new Layout(100, 100, List.of(FLAT, second), "x").boxes());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Layout(100, 100, List.of(FLAT.numbered(1, 2), second), "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Layout(100, 100, List.of(row(1, 1, 10, 110, 90, 110, 90, 130, 10, 130)), "x"));
    assertThrows(IllegalArgumentException.class, () -> new Layout(0, 100, List.of(), "x"));
    assertThrows(IllegalArgumentException.class, () -> new Layout(9, 9, List.of(), " "));
    assertEquals(0, new Layout(9, 9, List.of(), "x").boxes());
  }
}
