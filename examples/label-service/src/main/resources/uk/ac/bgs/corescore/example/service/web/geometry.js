// SPDX-License-Identifier: Apache-2.0
/**
 * Polygons as lists of parts, a part a list of rings, a ring a list of points without the closing
 * one. The first ring of a part is its outside, the others are holes.
 */

/** The parts of a GeoJSON geometry. */
export function parts(geometry) {
  const all = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  return all.map((rings) => rings.map((ring) => ring.slice(0, -1).map(([x, y]) => [x, y])));
}

/** The GeoJSON geometry of parts. */
export function geometry(shape) {
  const closed = shape.map((rings) => rings.map((ring) => [...ring, ring[0]]));
  return closed.length === 1
    ? { type: 'Polygon', coordinates: closed[0] }
    : { type: 'MultiPolygon', coordinates: closed };
}

/** The SVG path of parts. */
export function path(shape) {
  return shape
    .flat()
    .map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`)
    .join('');
}

function signedArea(ring) {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [x1, y1] = ring[i];
    const [x2, y2] = ring[(i + 1) % ring.length];
    sum += x1 * y2 - x2 * y1;
  }
  return sum / 2;
}

/** The area of parts, holes taken off. */
export function area(shape) {
  return shape.reduce(
    (sum, rings) =>
      sum + rings.reduce((part, ring, i) => part + Math.abs(signedArea(ring)) * (i ? -1 : 1), 0),
    0,
  );
}

/** The sides of the box around parts: left, top, right, bottom. */
export function box(shape) {
  const points = shape.flat(2);
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function distance([px, py], [ax, ay], [bx, by]) {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

function thinLine(points, tolerance) {
  // Douglas and Peucker, 1973, without recursion.
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open = [[0, points.length - 1]];
  while (open.length) {
    const [from, to] = open.pop();
    let far = -1;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const d = distance(points[i], points[from], points[to]);
      if (d > most) {
        most = d;
        far = i;
      }
    }
    if (far > 0) {
      kept[far] = 1;
      open.push([from, far], [far, to]);
    }
  }
  return points.filter((_, i) => kept[i]);
}

/** A ring with fewer points, none of the old ones further away than the tolerance. */
export function thin(ring, tolerance) {
  if (ring.length < 8) {
    return ring;
  }
  const half = ring.length >> 1;
  const first = thinLine(ring.slice(0, half + 1), tolerance);
  const second = thinLine([...ring.slice(half), ring[0]], tolerance);
  const thinned = [...first.slice(0, -1), ...second.slice(0, -1)];
  return thinned.length >= 3 ? thinned : ring;
}

export function contains(ring, [x, y]) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
      inside = !inside;
    }
  }
  return inside;
}

/** A point well inside a shape, for its number: on the longest stretch across its middle. */
export function inside(shape) {
  const rings = shape.reduce((a, b) =>
    Math.abs(signedArea(a[0])) >= Math.abs(signedArea(b[0])) ? a : b,
  );
  const [, top, , bottom] = box([rings]);
  let best = { length: -1, x: 0, y: 0 };
  for (const share of [0.5, 0.4, 0.6]) {
    const y = top + share * (bottom - top) + 0.01;
    const xs = rings
      .flatMap((ring) =>
        ring.map((p, i) => {
          const q = ring[(i + 1) % ring.length];
          return p[1] > y !== q[1] > y
            ? p[0] + ((y - p[1]) / (q[1] - p[1])) * (q[0] - p[0])
            : null;
        }),
      )
      .filter((x) => x !== null)
      .sort((a, b) => a - b);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      if (xs[i + 1] - xs[i] > best.length) {
        best = { length: xs[i + 1] - xs[i], x: (xs[i] + xs[i + 1]) / 2, y };
      }
    }
  }
  return [best.x, best.y];
}

/**
 * Cuts a shape along a line.
 *
 * @returns two shapes, or null if the line does not cross from side to side
 */
export function split(shape, from, to) {
  for (let p = 0; p < shape.length; p++) {
    const halves = splitPart(shape[p], from, to);
    if (halves) {
      const others = shape.filter((_, i) => i !== p);
      return [[halves[0], ...others], [halves[1]]];
    }
  }
  return null;
}

/** How far a point is to one side of a line; negative on the other side. */
const beside = ([x, y], from, to) =>
  (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);

/** Where a ring crosses a line, in the order in which the line meets it. */
function crossings(ring, from, to) {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const cuts = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % ring.length];
    const sa = beside(a, from, to);
    const sb = beside(b, from, to);
    if (sa > 0 !== sb > 0) {
      const t = sa / (sa - sb);
      const point = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
      const along = Math.abs(dx) > Math.abs(dy) ? (point[0] - from[0]) / dx : (point[1] - from[1]) / dy;
      cuts.push({ after: i, point, along });
    }
  }
  return cuts.sort((a, b) => a.along - b.along);
}

/** What of a ring lies on one side of a line (Sutherland and Hodgman, 1974). */
function clipped(ring, from, to, side) {
  const kept = [];
  const cuts = new Map(crossings(ring, from, to).map((cut) => [cut.after, cut.point]));
  ring.forEach((point, i) => {
    if (beside(point, from, to) > 0 === side) {
      kept.push(point);
    }
    if (cuts.has(i)) {
      kept.push(cuts.get(i));
    }
  });
  return kept;
}

function splitPart([outer, ...holes], from, to) {
  const cuts = crossings(outer, from, to);
  // Of the stretches inside the shape the one that most of the drawn line lies on.
  let best = null;
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const shared = Math.min(1, cuts[i + 1].along) - Math.max(0, cuts[i].along);
    if (shared > 0 && (!best || shared > best.shared)) {
      best = { shared, pair: [cuts[i], cuts[i + 1]] };
    }
  }
  if (!best) {
    return null;
  }
  const [one, two] = best.pair[0].after <= best.pair[1].after ? best.pair : best.pair.toReversed();
  const first = [one.point, ...outer.slice(one.after + 1, two.after + 1), two.point];
  const second = [
    two.point,
    ...outer.slice(two.after + 1),
    ...outer.slice(0, one.after + 1),
    one.point,
  ];
  if (first.length < 3 || second.length < 3) {
    return null;
  }
  const [near, far] = best.pair;
  const isCut = (hole) =>
    crossings(hole, from, to).some((c) => c.along > near.along && c.along < far.along);
  return [first, second].map((ring) => [
    ring,
    ...holes.filter((hole) => !isCut(hole) && contains(ring, hole[0])),
    // A hole under the cut becomes a notch of either half.
    ...holes.filter(isCut).map((hole) => clipped(hole, from, to, side(ring, from, to))),
  ]);
}

/** On which side of the line a half lies where it was cut, from its last point to its first. */
function side(half, from, to) {
  const [x, y] = half.at(-1);
  const along = (half[0][0] - x) * (to[0] - from[0]) + (half[0][1] - y) * (to[1] - from[1]);
  return signedArea(half) > 0 === along > 0;
}
