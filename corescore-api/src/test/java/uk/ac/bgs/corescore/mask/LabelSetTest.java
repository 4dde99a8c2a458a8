// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class LabelSetTest {
  @Test
  void indexIsThePlaceInTheList() {
    LabelSet labels = LabelSet.CORESCORE;
    for (int i = 0; i < labels.size(); i++) {
      assertEquals(OptionalInt.of(i), labels.indexOf(labels.get(i).name()));
      assertEquals(labels.get(i).rock(), labels.isRock(i));
    }
    assertEquals(OptionalInt.empty(), labels.indexOf("rock_fragment"), "the exact spelling");
    assertThrows(IndexOutOfBoundsException.class, () -> labels.get(7));
    assertThrows(IndexOutOfBoundsException.class, () -> labels.isRock(-1));
  }

  @Test
  void codesAreThoseOfCoreScore() {
    assertEquals(
        List.of("Void", "Rock_Fragment", "Rock_Fragment_2", "Paper", "Core_Plug", "Text", "Box"),
        LabelSet.CORESCORE.labels().stream().map(Label::name).toList());
    assertEquals(
        List.of("Box", "Rock_Fragment", "Paper", "Core_Plug", "Text"),
        LabelSet.CORESCORE_2019.labels().stream().map(Label::name).toList());
    assertEquals(
        List.of(1, 2), IntStream.range(0, 7).filter(LabelSet.CORESCORE::isRock).boxed().toList());
    assertEquals(
        List.of(1), IntStream.range(0, 5).filter(LabelSet.CORESCORE_2019::isRock).boxed().toList());
  }

  @Test
  void namesAreDistinctAndFewEnoughForAByte() {
    assertThrows(IllegalArgumentException.class, () -> new LabelSet(List.of()));
    Label a = new Label("a", true);
    assertThrows(
        IllegalArgumentException.class, () -> new LabelSet(List.of(a, new Label("a", false))));
    List<Label> many =
        IntStream.range(0, 257).mapToObj(i -> new Label("label " + i, false)).toList();
    assertThrows(IllegalArgumentException.class, () -> new LabelSet(many));
    assertEquals(256, new LabelSet(many.subList(0, 256)).size());
    assertThrows(IllegalArgumentException.class, () -> new Label(" ", true));
  }

  @Test
  void listIsCopied() {
    List<Label> list = new ArrayList<>(List.of(new Label("a", true)));
    LabelSet labels = new LabelSet(list);
    list.clear();
    assertEquals(1, labels.size());
    assertFalse(labels.equals(LabelSet.CORESCORE));
    assertTrue(labels.equals(new LabelSet(List.of(new Label("a", true)))));
  }

  @Test
  void labelledPolygonHasLabelAndOutline() {
    GeometryFactory geometry = new GeometryFactory();
    assertThrows(
        IllegalArgumentException.class, () -> new LabelledPolygon("Box", geometry.createPolygon()));
    Coordinate[] triangle = {
      new Coordinate(0, 0), new Coordinate(1, 0), new Coordinate(0, 1), new Coordinate(0, 0)
    };
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelledPolygon(" ", geometry.createPolygon(triangle)));
    assertEquals("Box", new LabelledPolygon("Box", geometry.createPolygon(triangle)).label());
  }
}
