#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# image-js 1.7.0 (npm, the newest): the ellipse of a region is twice as long as wide for a disk, too round for long
# regions, and the length of its minor axis is not the distance between the ends of that axis.
#
# Versions  image-js 1.7.0 (npm)
# Input     Masks of 60 x 60 pixels with one region: a disk, an ellipse of 2:1, rectangles of 1:1, 3:1 and 10:1. And a
#           single pixel.
# Expected  Documentation of Roi: the ellipse "is the smallest ellipse that fits the ROI"; of sphericity "The value is
#           always between 0 and 1". The ellipse with the same second moments has axes of 4 times the roots of the
#           eigenvalues of the covariance: 40 and 40 for the disk of radius 20, in the ratio of the sides for a
#           rectangle.
# Seen      Disk of radius 20: major axis 56.58, minor axis 28.29; the ends of each are 56.58 apart. Ratio of the axes:
#           2 for a disk and a square (should be 1), 1.43 for the ellipse (2), 1.67 for the rectangle of 3:1, 1.96 for
#           that of 10:1. The ends of the minor axis of the last are 1.94 apart, its length is given as 10.19. Only the
#           product of the two lengths is right, for the area. A single pixel has an ellipse without numbers (NaN) and a
#           sphericity of 1.04.
# Matters   Length, breadth and elongation of rock fragments are often taken from such an ellipse. Feret diameters
#           (roi.feret) of the same library are right: 41.4 and 40.6 for the disk, corner to corner of its pixels.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund image-js@1.7.0
cat > "$work/run.mjs" <<'JS'
import assert from 'node:assert';
import { Mask, fromMask, getRois } from 'image-js';

const SIDE = 60;
const CENTRE = 30;

function region(inside) {
  const mask = new Mask(SIDE, SIDE);
  const pixels = [];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (!inside(x - CENTRE, y - CENTRE)) continue;
      mask.setBit(x, y, 1);
      pixels.push([x, y]);
    }
  }
  const [roi, ...others] = getRois(fromMask(mask), { kind: 'white' });
  assert.strictEqual(others.length, 0);
  assert.strictEqual(roi.surface, pixels.length);
  return { roi, pixels };
}

// Axes of the ellipse with the second moments of the pixels as unit squares (1/12 each way).
function momentAxes(pixels) {
  const mean = (f) => pixels.reduce((sum, pixel) => sum + f(pixel), 0) / pixels.length;
  const [cx, cy] = [mean(([x]) => x), mean(([, y]) => y)];
  const xx = mean(([x]) => (x - cx) ** 2) + 1 / 12;
  const yy = mean(([, y]) => (y - cy) ** 2) + 1 / 12;
  const xy = mean(([x, y]) => (x - cx) * (y - cy));
  const root = Math.hypot((xx - yy) / 2, xy);
  return [4 * Math.sqrt((xx + yy) / 2 + root), 4 * Math.sqrt((xx + yy) / 2 - root)];
}

const span = ({ points: [a, b] }) => Math.hypot(a.column - b.column, a.row - b.row);
const rounded = (number) => Number(number.toFixed(2));
const rectangle = (width, height) => (x, y) => x >= -width / 2 && x < width / 2 && y >= -height / 2 && y < height / 2;
const shapes = {
  'disk of radius 20': (x, y) => Math.hypot(x, y) <= 20,
  'ellipse 40 x 20': (x, y) => Math.hypot(x / 20, y / 10) <= 1,
  'rectangle 10 x 10': rectangle(10, 10),
  'rectangle 30 x 10': rectangle(30, 10),
  'rectangle 40 x 4': rectangle(40, 4),
};
const table = {};
for (const [name, inside] of Object.entries(shapes)) {
  const { roi, pixels } = region(inside);
  const { majorAxis, minorAxis } = roi.ellipse;
  const [major, minor] = momentAxes(pixels);
  table[name] = {
    'moments: major': rounded(major), 'minor': rounded(minor), 'ratio': rounded(major / minor),
    'image-js: major': rounded(majorAxis.length), 'its minor': rounded(minorAxis.length),
    'ends of minor': rounded(span(minorAxis)), 'its ratio': rounded(majorAxis.length / minorAxis.length),
  };
}
console.table(table);
const { roi: pixel } = region((x, y) => x === 0 && y === 0);
console.log('one pixel: sphericity', pixel.sphericity, 'ellipse', pixel.ellipse.majorAxis.length);
const { feret } = region(shapes['disk of radius 20']).roi;
console.log('disk: Feret', feret.maxDiameter.length, feret.minDiameter.length);

const columns = (...names) => Object.values(table).map((row) => names.map((name) => row[name]));
assert.deepStrictEqual(columns('ratio', 'its ratio'), [[1, 2], [2.04, 1.43], [1, 2], [3, 1.67], [10, 1.96]]);
assert.deepStrictEqual(columns('image-js: major', 'its minor', 'ends of minor'),
  [[56.58, 28.29, 56.58], [33.84, 23.67, 16.55], [15.96, 7.98, 15.96], [25.23, 15.14, 8.37], [20, 10.19, 1.94]]);
assert.strictEqual(rounded(pixel.sphericity), 1.04);
assert.ok(Number.isNaN(pixel.ellipse.majorAxis.length));
assert.deepStrictEqual([rounded(feret.maxDiameter.length), rounded(feret.minDiameter.length)], [41.4, 40.61]);
console.log('as described');
JS
node "$work/run.mjs"
