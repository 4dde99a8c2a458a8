#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# martinez-polygon-clipping 0.8.1 (npm, the newest): parts of an intersection or difference that touch at a corner come
# as one ring that crosses itself, whose area by the usual formula is too small, down to 0.
#
# Versions  martinez-polygon-clipping 0.8.1; polygon-clipping 0.15.7 (npm) as reference
# Input     Every pair of two regions of 3 x 3 pixels whose outline is one simple ring (4-connected, no hole, no corner
#           touched twice), thinned to every seventh region. Valid GeoJSON polygons with whole coordinates, rings
#           closed.
# Expected  Valid polygons: two parts that touch at a corner are two polygons, so that the area of the intersection is
#           the number of pixels in both. polygon-clipping 0.15.7 gives this for every pair. The README of martinez:
#           "capable of working with polygons of all types: ... degenerate polygons with overlapping edges".
# Seen      Of two L shapes with 2 + 2 pixels in common: one ring in the form of an 8 through both parts, one clockwise
#           and one counter-clockwise; its area is 0 instead of 4. Over 961 pairs the areas of 68 intersections and 36
#           differences are wrong. The even-odd rule over the rings gives the right pixels each time. Unions are right.
# Matters   Outlines of traced masks lie on pixel edges, and their parts often touch at corners: prediction and ground
#           truth of a fragment, two labellers. Intersection over union by area is then too low, without an error. To
#           get it right, take another library, or fill the result by the even-odd rule and count.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund martinez-polygon-clipping@0.8.1 polygon-clipping@0.15.7
cat > "$work/run.mjs" <<'JS'
import assert from 'node:assert';
import * as martinez from 'martinez-polygon-clipping';
import clipping from 'polygon-clipping';

const SIDE = 3;
const STEPS = [[1, 0], [0, 1], [-1, 0], [0, -1]];

// The outline of a region on pixel edges, region to the right of each edge; null where it is not one simple ring.
function outline(region) {
  const inside = (x, y) => x >= 0 && y >= 0 && x < SIDE && y < SIDE && ((region >> (y * SIDE + x)) & 1) === 1;
  const edges = new Map();
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (!inside(x, y)) continue;
      const sides = [[x, y, 0, !inside(x, y - 1)], [x + 1, y, 1, !inside(x + 1, y)],
        [x + 1, y + 1, 2, !inside(x, y + 1)], [x, y + 1, 3, !inside(x - 1, y)]];
      for (const [ex, ey, direction, isEdge] of sides) {
        if (!isEdge) continue;
        if (edges.has(`${ex},${ey}`)) return null;
        edges.set(`${ex},${ey}`, direction);
      }
    }
  }
  if (edges.size === 0) return null;
  const first = edges.keys().next().value.split(',').map(Number);
  let [x, y] = first;
  let before = -1;
  let length = 0;
  const ring = [];
  do {
    const direction = edges.get(`${x},${y}`);
    if (direction !== before) ring.push([x, y]);
    before = direction;
    x += STEPS[direction][0];
    y += STEPS[direction][1];
    length++;
  } while (x !== first[0] || y !== first[1]);
  ring.push(ring[0]);
  return length === edges.size ? [ring] : null;
}

function ringArea(ring) {
  let twice = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x, y] = ring[i];
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}

// Shells less holes, as GeoJSON defines a MultiPolygon.
const area = (polygons) => (polygons ?? []).reduce(
  (sum, rings) => sum + rings.reduce((rest, ring, i) => rest + (i === 0 ? 1 : -1) * ringArea(ring), 0), 0);
// Pixels whose centre is inside by the even-odd rule over all rings, whatever is shell or hole.
function evenOdd(polygons) {
  let count = 0;
  for (let y = 0.5; y < SIDE; y++) {
    for (let x = 0.5; x < SIDE; x++) {
      let crossings = 0;
      for (const ring of (polygons ?? []).flat()) {
        for (let i = 0; i + 1 < ring.length; i++) {
          const [[ax, ay], [bx, by]] = [ring[i], ring[i + 1]];
          if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) crossings++;
        }
      }
      count += crossings % 2;
    }
  }
  return count;
}
const pixels = (region) => region.toString(2).replaceAll('0', '').length;

const regions = [];
for (let region = 1; region < 1 << (SIDE * SIDE); region++) {
  const polygon = outline(region);
  if (polygon === null) continue;
  assert.strictEqual(area([polygon]), pixels(region));
  regions.push({ region, polygon });
}
const chosen = regions.filter((_, i) => i % 7 === 0);

const operations = {
  intersection: [martinez.intersection, clipping.intersection, (a, b) => a & b],
  difference: [martinez.diff, clipping.difference, (a, b) => a & ~b],
  union: [martinez.union, clipping.union, (a, b) => a | b],
};
const wrong = {};
for (const [name, [tried, other, truth]] of Object.entries(operations)) {
  wrong[name] = { pairs: 0, martinez: 0, 'martinez, even-odd': 0, 'polygon-clipping': 0 };
  for (const a of chosen) {
    for (const b of chosen) {
      const expected = pixels(truth(a.region, b.region));
      wrong[name].pairs++;
      const result = tried(a.polygon, b.polygon);
      if (area(result) !== expected) wrong[name].martinez++;
      if (evenOdd(result) !== expected) wrong[name]['martinez, even-odd']++;
      if (area(other(a.polygon, b.polygon)) !== expected) wrong[name]['polygon-clipping']++;
    }
  }
}
console.table(wrong);

const lShape = [[[2, 0], [3, 0], [3, 3], [0, 3], [0, 2], [2, 2], [2, 0]]];
const notched = [[[0, 0], [3, 0], [3, 2], [2, 2], [2, 3], [0, 3], [0, 0]]];
const joined = martinez.intersection(lShape, notched);
const separate = clipping.intersection(lShape, notched);
console.log('two L shapes, martinez:        ', JSON.stringify(joined), 'area', area(joined));
console.log('two L shapes, polygon-clipping:', JSON.stringify(separate), 'area', area(separate));

assert.strictEqual(JSON.stringify(joined), '[[[[0,2],[2,2],[3,2],[3,0],[2,0],[2,2],[2,3],[0,3],[0,2]]]]');
assert.strictEqual(area(joined), 0);
assert.strictEqual(area(separate), 4);
assert.deepStrictEqual(Object.values(wrong).map((row) => row.martinez), [68, 36, 0]);
assert.ok(Object.values(wrong).every((row) => row['martinez, even-odd'] === 0 && row['polygon-clipping'] === 0));
console.log('as described');
JS
node "$work/run.mjs"
