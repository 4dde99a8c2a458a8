#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Turf 7.4.0 (npm @turf/boolean-*, the newest): booleanOverlap, booleanTouches, booleanContains and booleanValid answer
# wrongly for polygons that share edges or corners or have holes, without an error.
#
# Versions  @turf/boolean-* 7.4.0; jsts 2.12.1 (npm) as reference
# Input     Pairs of regions of 3 x 3 pixels with their outlines on pixel edges as GeoJSON polygons: each fifth of the
#           4-connected regions without a hole and a pinched corner, and the ring of eight pixels around one. For
#           validity, five polygons named below.
# Expected  Their documentation: overlap "returns true if the two geometries overlap, provided that neither completely
#           contains the other"; touches "true if none of the points common to both geometries intersect the interiors
#           of both geometries"; contains "the interior and boundary of geometry b must not intersect the exterior of
#           geometry a"; valid "according to the OGC Simple Feature Specification". The pixels tell what is true, and
#           jsts 2.12.1 agrees with them for every pair.
# Seen      booleanOverlap is true for two pixels side by side, two that touch at a corner, and one inside a row of
#           three. Of 730 pairs that do not overlap it says so of 62. booleanTouches is true for 1241 of 1762 pairs that
#           do not touch, equal polygons among them, and depends on the order for a pixel on the middle of a longer
#           edge. booleanContains sees no hole: the ring contains the full square. booleanDisjoint is right.
#           booleanValid accepts a ring in the form of an 8 and a hole outside its shell, and refuses two pixels that
#           touch at a corner as a MultiPolygon, which is valid.
# Matters   Checks of labels in JavaScript tools use these: fragments must not overlap, matrix must not lie in a
#           fragment's hole, what is invalid must not be exported. Neighbours along a break share edges, so nearly each
#           pair is reported, and real faults pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund @turf/boolean-contains@7.4.0 @turf/boolean-overlap@7.4.0 \
  @turf/boolean-touches@7.4.0 @turf/boolean-disjoint@7.4.0 @turf/boolean-valid@7.4.0 jsts@2.12.1
cat > "$work/run.mjs" <<'JS'
import assert from 'node:assert';
import { booleanContains } from '@turf/boolean-contains';
import { booleanOverlap } from '@turf/boolean-overlap';
import { booleanTouches } from '@turf/boolean-touches';
import { booleanDisjoint } from '@turf/boolean-disjoint';
import { booleanValid } from '@turf/boolean-valid';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import RelateOp from 'jsts/org/locationtech/jts/operation/relate/RelateOp.js';

const SIDE = 3;
const STEPS = [[1, 0], [0, 1], [-1, 0], [0, -1]];
const inside = (region, x, y) => x >= 0 && y >= 0 && x < SIDE && y < SIDE && ((region >> (y * SIDE + x)) & 1) === 1;

// The outline of a region on pixel edges as a polygon, region to the right of each edge; null where a corner is touched twice or the
// region has several parts. A region of eight pixels around one is a shell with a hole.
function outline(region) {
  const edges = new Map();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (!inside(region, x, y)) continue;
      const sides = [[x, y, 0, !inside(region, x, y - 1)], [x + 1, y, 1, !inside(region, x + 1, y)],
        [x + 1, y + 1, 2, !inside(region, x, y + 1)], [x, y + 1, 3, !inside(region, x - 1, y)]];
      for (const [ex, ey, direction, isEdge] of sides) {
        if (!isEdge) continue;
        if (edges.has(`${ex},${ey}`)) return null;
        edges.set(`${ex},${ey}`, direction);
      }
    }
  }
  const rings = [];
  while (edges.size > 0) {
    const first = edges.keys().next().value.split(',').map(Number);
    let [x, y] = first;
    let before = -1;
    const ring = [];
    do {
      const direction = edges.get(`${x},${y}`);
      edges.delete(`${x},${y}`);
      if (direction !== before) ring.push([x, y]);
      before = direction;
      x += STEPS[direction][0];
      y += STEPS[direction][1];
    } while (x !== first[0] || y !== first[1]);
    ring.push(ring[0]);
    rings.push(ring);
  }
  return rings.length === 1 || region === 0b111101111 ? { type: 'Polygon', coordinates: rings } : null;
}

function corners(region) {
  const found = new Set();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (inside(region, x, y)) for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]]) found.add(`${x + dx},${y + dy}`);
    }
  }
  return found;
}

const all = [];
for (let region = 1; region < 1 << (SIDE * SIDE); region++) {
  const polygon = outline(region);
  if (polygon !== null) all.push({ region, polygon, corners: corners(region) });
}
const regions = all.filter((r, i) => i % 5 === 0 || r.polygon.coordinates.length > 1);
const reader = new GeoJSONReader();
const relate = (name) => (a, b) => RelateOp[name](reader.read(a), reader.read(b));

// What the pixels say: regions are closed sets of pixels, and each is connected.
const meet = (a, b) => [...a.corners].some((corner) => b.corners.has(corner));
const predicates = {
  contains: [booleanContains, relate('contains'), (a, b) => (b.region & ~a.region) === 0],
  overlaps: [booleanOverlap, relate('overlaps'),
    (a, b) => [a.region & b.region, a.region & ~b.region, b.region & ~a.region].every((part) => part !== 0)],
  touches: [booleanTouches, relate('touches'), (a, b) => (a.region & b.region) === 0 && meet(a, b)],
  disjoint: [booleanDisjoint, relate('disjoint'), (a, b) => !meet(a, b)],
};
const table = {};
for (const [name, [turf, other, truth]] of Object.entries(predicates)) {
  const row = { pairs: 0, 'true': 0, 'turf misses': 0, 'turf adds': 0, 'jsts wrong': 0 };
  for (const a of regions) {
    for (const b of regions) {
      const expected = truth(a, b);
      row.pairs++;
      if (expected) row.true++;
      const seen = turf(a.polygon, b.polygon);
      if (expected && !seen) row['turf misses']++;
      if (!expected && seen) row['turf adds']++;
      if (other(a.polygon, b.polygon) !== expected) row['jsts wrong']++;
    }
  }
  table[name] = row;
}
console.table(table);

const square = (x, y, width, height) =>
  [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]];
const polygon = (...rings) => ({ type: 'Polygon', coordinates: rings });
const pixel = polygon(square(1, 1, 1, 1));
const ring = polygon(square(0, 0, 3, 3), square(1, 1, 1, 1));
const single = {
  'overlap, side by side': booleanOverlap(pixel, polygon(square(2, 1, 1, 1))),
  'overlap, at a corner': booleanOverlap(pixel, polygon(square(2, 2, 1, 1))),
  'overlap, inside a row': booleanOverlap(pixel, polygon(square(1, 1, 3, 1))),
  'touches, equal': booleanTouches(pixel, pixel),
  'touches, pixel on a longer edge': booleanTouches(pixel, polygon(square(0, 2, 3, 1))),
  'touches, longer edge on pixel': booleanTouches(polygon(square(0, 2, 3, 1)), pixel),
  'contains, square in ring': booleanContains(ring, polygon(square(0, 0, 3, 3))),
};
console.log(single);

const validity = {
  'ring in the form of an 8': polygon([[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]),
  'hole outside its shell': polygon(square(0, 0, 4, 4), square(5, 5, 1, 1)),
  'two parts that touch at a corner': { type: 'MultiPolygon', coordinates: [[square(0, 0, 2, 2)], [square(2, 2, 2, 2)]] },
  'two parts that overlap': { type: 'MultiPolygon', coordinates: [[square(0, 0, 2, 2)], [square(1, 0, 2, 2)]] },
  'shell with a hole': ring,
};
for (const [name, geometry] of Object.entries(validity)) {
  validity[name] = { turf: booleanValid(geometry), jsts: new IsValidOp(reader.read(geometry)).isValid() };
}
console.table(validity);

assert.deepStrictEqual(Object.values(table).map((row) => Object.values(row)), [
  [1936, 291, 0, 49, 0],
  [1936, 1206, 0, 668, 0],
  [1936, 174, 6, 1241, 0],
  [1936, 18, 0, 0, 0],
]);
assert.deepStrictEqual(Object.values(single), [true, true, true, true, true, false, true]);
assert.deepStrictEqual(Object.values(validity).map((v) => v.turf), [true, true, false, false, true]);
assert.deepStrictEqual(Object.values(validity).map((v) => v.jsts), [false, false, true, false, true]);
console.log('as described');
JS
node "$work/run.mjs"
