#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# JTS 1.20.0: TopologyPreservingSimplifier and DouglasPeuckerSimplifier move the outline of a polygon by more than the
# tolerance (1.19.0 does not).
#
# Versions  jts-core 1.20.0 and 1.19.0 (Maven Central)
# Input     The outlines of all 1049 regions of 4 x 3 pixels that are one polygon without a hole, on pixel edges.
# Expected  The algorithm of Douglas and Peucker leaves each vertex of the input within the tolerance of the result.
#           With 1.19.0 this holds at 0.5, 1 and 1.5 pixels, but for 3 outlines of DouglasPeuckerSimplifier at 1.5,
#           which cross themselves and lose a part when they are mended.
# Seen      1.20.0: at tolerance 1 TopologyPreservingSimplifier moves 38 outlines by more than 1 (up to 1.8),
#           DouglasPeuckerSimplifier 9; at 1.5 60 and 32 (up to 2.83). Of three pixels in the form of an L (area 3) a
#           triangle of area 1 is left, 1.19.0 leaves 1.5. Since 1.20 the start of a ring can be removed too (pull
#           requests 1013 and 1059): after the simplification, and measured only from the segment between its
#           neighbours, not from the vertices that had gone before.
# Matters   Outlines of traced masks are simplified at about one pixel before they go to an annotation tool. Small
#           fragments lose more area than the tolerance allows, and which ones depends on the vertex at which the ring
#           starts. Cure: measure the Hausdorff distance afterwards.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in 1.19.0 1.20.0; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.locationtech.jts:jts-core:$version" -DoutputDirectory="$work"
done
cat > "$work/Simplify.java" <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

public class Simplify {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  public static void main(String[] args) throws Exception {
    List<Geometry> outlines = outlines(4, 3);
    System.out.println(outlines.size() + " outlines");
    for (double tolerance : new double[] {0.5, 1, 1.5}) {
      int topology = 0;
      int douglas = 0;
      double farthest = 0;
      for (Geometry outline : outlines) {
        double byTopology = moved(outline, TopologyPreservingSimplifier.simplify(outline, tolerance));
        double byDouglas = moved(outline, DouglasPeuckerSimplifier.simplify(outline, tolerance));
        topology += byTopology > tolerance + 1e-9 ? 1 : 0;
        douglas += byDouglas > tolerance + 1e-9 ? 1 : 0;
        farthest = Math.max(farthest, Math.max(byTopology, byDouglas));
      }
      System.out.printf(
          Locale.ROOT,
          "tolerance %.1f: moved farther by TopologyPreserving %d, by DouglasPeucker %d, at most %.2f%n",
          tolerance, topology, douglas, farthest);
    }
    Geometry bend = new WKTReader().read("POLYGON ((1 0, 1 1, 0 1, 0 2, 2 2, 2 0, 1 0))");
    Geometry simplified = TopologyPreservingSimplifier.simplify(bend, 1);
    System.out.println(simplified + " area " + simplified.getArea());
  }

  // The farthest vertex of the input from the outline of the result; 0 where nothing is left.
  private static double moved(Geometry outline, Geometry simplified) {
    double farthest = 0;
    if (!simplified.isEmpty()) {
      for (Coordinate vertex : outline.getCoordinates()) {
        farthest = Math.max(farthest, simplified.getBoundary().distance(FACTORY.createPoint(vertex)));
      }
    }
    return farthest;
  }

  private static List<Geometry> outlines(int width, int height) {
    List<Geometry> outlines = new ArrayList<>();
    for (int region = 1; region < 1 << (width * height); region++) {
      List<Geometry> pixels = new ArrayList<>();
      for (int i = 0; i < width * height; i++) {
        if ((region >> i & 1) == 1) {
          int x = i % width;
          int y = i / width;
          pixels.add(FACTORY.toGeometry(new Envelope(x, x + 1, y, y + 1)));
        }
      }
      if (UnaryUnionOp.union(pixels) instanceof Polygon polygon && polygon.getNumInteriorRing() == 0) {
        outlines.add(DouglasPeuckerSimplifier.simplify(polygon, 0));
      }
    }
    return outlines;
  }
}
JAVA
for version in 1.19.0 1.20.0; do
  echo "JTS $version"
  java -XX:TieredStopAtLevel=1 -cp "$work/jts-core-$version.jar" "$work/Simplify.java"
done > "$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'EXPECTED'
JTS 1.19.0
1049 outlines
tolerance 0.5: moved farther by TopologyPreserving 0, by DouglasPeucker 0, at most 0.49
tolerance 1.0: moved farther by TopologyPreserving 0, by DouglasPeucker 0, at most 1.00
tolerance 1.5: moved farther by TopologyPreserving 0, by DouglasPeucker 3, at most 2.24
POLYGON ((1 0, 1 1, 0 2, 2 2, 1 0)) area 1.5
JTS 1.20.0
1049 outlines
tolerance 0.5: moved farther by TopologyPreserving 0, by DouglasPeucker 0, at most 0.49
tolerance 1.0: moved farther by TopologyPreserving 38, by DouglasPeucker 9, at most 1.80
tolerance 1.5: moved farther by TopologyPreserving 60, by DouglasPeucker 32, at most 2.83
POLYGON ((2 2, 1 1, 0 2, 2 2)) area 1.0
EXPECTED
echo 'as described'
