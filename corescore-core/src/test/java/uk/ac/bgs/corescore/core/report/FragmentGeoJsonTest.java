// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.measure.Fragment;

class FragmentGeoJsonTest {
  @Test
  void ringsHoldTheirPixelsAndTurnTheRightWay() throws IOException {
    Random random = new Random(3);
    int[] blots = new int[60 * 50];
    for (int i = 0; i < blots.length; i++) {
      blots[i] = random.nextInt(3) == 0 ? 0 : 1 + (i % 60) / 20;
    }
    int[] two = new int[9 * 4];
    Samples.fill(two, 9, 0, 0, 2, 2, 1);
    Samples.fill(two, 9, 2, 2, 3, 2, 1);
    for (ScoredPhoto photo :
        List.of(
            Samples.box("a.jpg", Samples.SCALED),
            Samples.of("blots.png", 60, 50, blots),
            Samples.of("corners.png", 9, 4, two))) {
      JsonNode features = json(photo).get("features");
      List<Fragment> fragments = photo.fragments().fragments();
      assertEquals(fragments.size(), features.size());
      for (int i = 0; i < features.size(); i++) {
        JsonNode geometry = features.get(i).get("geometry");
        assertEquals(fragments.get(i).outline().getGeometryType(), geometry.get("type").asText());
        double area = 0;
        JsonNode coordinates = geometry.get("coordinates");
        if (geometry.get("type").asText().equals("Polygon")) {
          area = area(coordinates);
        } else {
          for (JsonNode polygon : coordinates) {
            area += area(polygon);
          }
        }
        assertEquals(fragments.get(i).measures().area().squarePixels(), area);
      }
    }
  }

  /** The area of a polygon; checks that rings are closed, of integers, and turn as they should. */
  private static double area(JsonNode polygon) {
    double area = 0;
    for (int ring = 0; ring < polygon.size(); ring++) {
      JsonNode points = polygon.get(ring);
      assertEquals(points.get(0), points.get(points.size() - 1));
      double doubled = 0;
      for (int i = 1; i < points.size(); i++) {
        assertTrue(points.get(i).get(0).isInt() && points.get(i).get(1).isInt());
        doubled +=
            points.get(i - 1).get(0).asDouble() * points.get(i).get(1).asDouble()
                - points.get(i).get(0).asDouble() * points.get(i - 1).get(1).asDouble();
      }
      assertTrue(ring == 0 ? doubled > 0 : doubled < 0);
      area += doubled / 2;
    }
    return area;
  }

  @Test
  void propertiesAreThoseThatViewersRead() throws IOException {
    JsonNode json = json(Samples.box("q\"<.jpg", Samples.UNSCALED));
    assertEquals("FeatureCollection", json.get("type").asText());
    assertFalse(json.has("crs"));
    assertTrue(json.get("coordinateSystem").asText().contains("photo pixels"));
    assertEquals("q\"<.jpg", json.at("/photo/name").asText());
    JsonNode second = json.at("/features/1/properties");
    assertEquals("annotation", second.get("objectType").asText());
    assertEquals("Rock_Fragment_2", second.at("/classification/name").asText());
    assertEquals("[86,180,233]", second.at("/classification/color").toString());
    assertEquals(1200, second.at("/measurements/area_px2").asInt());
    assertFalse(second.get("measurements").has("area_mm2"));
    assertEquals(2, json.at("/features/1/id").asInt());
  }

  @Test
  void rowsAreProperties() throws IOException {
    JsonNode json = json(Samples.inRows("a.jpg"));
    assertEquals(1, json.at("/features/1/properties/row").asInt());
    assertFalse(json.at("/features/2/properties").has("row"), "it lies in none");
    assertEquals(3, json.get("features").size(), "features are fragments");
    assertEquals("given", json.at("/layout/foundBy").asText());
    assertEquals("[119,79]", json.at("/layout/rows/1/corners/2").toString());
    assertFalse(json(Samples.box("a.jpg", Samples.UNSCALED)).has("layout"));
  }

  @Test
  void noFragmentsAreAnEmptyCollection() throws IOException {
    assertEquals("[]", json(Samples.empty("e.jpg", 4, 4)).get("features").toString());
  }

  private static JsonNode json(ScoredPhoto photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FragmentGeoJson.write(photo, out);
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
