#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# JTS 1.20.0: CoverageUnion of a valid coverage of valid polygons gives an invalid polygon where a hole touches the
# outline at a corner.
#
# Versions  jts-core 1.20.0 (Maven Central)
# Input     All ways to give 3 x 3 pixels to two regions or to none, where both regions are there and each is one valid
#           polygon, on pixel edges.
# Expected  A valid polygon, as CoverageValidator finds each of the coverages valid; UnaryUnionOp gives one for each.
# Seen      For 48 of 3178 coverages the result is not valid (Ring Self-intersection): shell and hole come as one ring
#           that touches itself. The area is right, so a comparison of areas sees nothing; a hole is missing. Upstream
#           mended it after 1.20.0 (pull request 1134).
# Matters   The fragments of a box, side by side and seen as one region (all the rock, the row, the mask of a tray), are
#           such a coverage, and GeoJSON from it is refused by what checks validity. Cure: UnaryUnionOp, or
#           GeometryFixer on the result.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.locationtech.jts:jts-core:1.20.0 -DoutputDirectory="$work"
cat > "$work/Coverages.java" <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;

public class Coverages {
  private static final int SIDE = 3;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  public static void main(String[] args) {
    int coverages = 0;
    int invalid = 0;
    int wrongArea = 0;
    int byUnion = 0;
    int fewerHoles = 0;
    String example = "";
    for (int code = 0; code < Math.pow(3, SIDE * SIDE); code++) {
      Geometry[] coverage = {region(code, 1), region(code, 2)};
      if (!(coverage[0] instanceof Polygon) || !(coverage[1] instanceof Polygon)) {
        continue;
      }
      if (!coverage[0].isValid() || !coverage[1].isValid() || !CoverageValidator.isValid(coverage)) {
        throw new IllegalStateException("input " + List.of(coverage));
      }
      coverages++;
      Geometry union = CoverageUnion.union(coverage);
      Geometry other = UnaryUnionOp.union(List.of(coverage));
      byUnion += other.isValid() ? 0 : 1;
      wrongArea += union.getArea() == coverage[0].getArea() + coverage[1].getArea() ? 0 : 1;
      var check = new IsValidOp(union);
      if (!check.isValid()) {
        invalid++;
        fewerHoles += holes(union) < holes(other) ? 1 : 0;
        String text = List.of(coverage) + " -> " + union + " " + check.getValidationError().getMessage() + ", should be " + other;
        example = example.isEmpty() || text.length() < example.length() ? text : example;
      }
    }
    System.out.printf(
        "%d coverages: CoverageUnion invalid %d, of these with a hole too few %d, wrong area %d; UnaryUnionOp invalid %d%n",
        coverages, invalid, fewerHoles, wrongArea, byUnion);
    System.out.println(example);
  }

  private static int holes(Geometry geometry) {
    int holes = 0;
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      holes += ((Polygon) geometry.getGeometryN(i)).getNumInteriorRing();
    }
    return holes;
  }

  // The pixels whose digit to base 3 is the given one, each as a square, united; null where there is none.
  private static Geometry region(int code, int digit) {
    List<Geometry> pixels = new ArrayList<>();
    int rest = code;
    for (int i = 0; i < SIDE * SIDE; i++, rest /= 3) {
      if (rest % 3 == digit) {
        pixels.add(FACTORY.toGeometry(new Envelope(i % SIDE, i % SIDE + 1, i / SIDE, i / SIDE + 1)));
      }
    }
    return pixels.isEmpty() ? null : UnaryUnionOp.union(pixels);
  }
}
JAVA
java -XX:TieredStopAtLevel=1 -cp "$work/jts-core-1.20.0.jar" "$work/Coverages.java" > "$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'EXPECTED'
3178 coverages: CoverageUnion invalid 48, of these with a hole too few 48, wrong area 0; UnaryUnionOp invalid 0
[POLYGON ((0 0, 0 1, 0 2, 0 3, 1 3, 2 3, 2 2, 1 2, 1 1, 2 1, 3 1, 3 0, 2 0, 1 0, 0 0)), POLYGON ((2 1, 2 2, 3 2, 3 1, 2 1))] -> POLYGON ((0 1, 0 2, 0 3, 1 3, 2 3, 2 2, 1 2, 1 1, 2 1, 2 2, 3 2, 3 1, 3 0, 2 0, 1 0, 0 0, 0 1)) Ring Self-intersection, should be POLYGON ((0 0, 0 1, 0 2, 0 3, 1 3, 2 3, 2 2, 3 2, 3 1, 3 0, 2 0, 1 0, 0 0), (2 2, 1 2, 1 1, 2 1, 2 2))
EXPECTED
echo 'as described'
