// SPDX-License-Identifier: Apache-2.0
/** Rows of core over the photo, and their correction: corners, order, direction; with undo. */

import * as geo from './geometry.js';
import { element } from './viewer.js';

const ARROWS = ['→', '↘', '↓', '↙', '←', '↖', '↑', '↗'];
const CORNERS = 4;

/**
 * The rows of a layout as the reports have it: each a box and four corners, as it is read, and what
 * was found in it.
 */
export function rowsOf(layout, features) {
  return (layout?.rows ?? []).map(({ row, box, corners, confidence, coreShare }) => ({
    box,
    corners,
    found: {
      sure: confidence,
      share: coreShare,
      pieces: features.filter((feature) => feature.row === row).length,
    },
  }));
}

const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const centre = ({ corners: [a, b, c, d] }) => middle(middle(a, c), middle(b, d));
const apart = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** The ends of the line along a row, and the direction in which it is read. */
function axis({ corners: [topLeft, topRight, bottomRight, bottomLeft] }) {
  const begin = middle(topLeft, bottomLeft);
  const end = middle(topRight, bottomRight);
  const length = apart(begin, end) || 1;
  return { begin, end, along: [(end[0] - begin[0]) / length, (end[1] - begin[1]) / length] };
}

/** An arrow in the direction in which a row is read. */
export function arrow(row) {
  const [x, y] = axis(row).along;
  return ARROWS[(Math.round((Math.atan2(y, x) * 4) / Math.PI) + 8) % 8];
}

/** The same direction in words. */
export function direction(row) {
  const [x, y] = axis(row).along;
  if (Math.abs(x) >= Math.abs(y)) {
    return x >= 0 ? 'left to right' : 'right to left';
  }
  return y >= 0 ? 'top to bottom' : 'bottom to top';
}

/** Whether corners are those of a quadrilateral without dents, not mirrored. */
export function isSound(corners) {
  return corners.every((b, i) => {
    const a = corners[(i + CORNERS - 1) % CORNERS];
    const c = corners[(i + 1) % CORNERS];
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 1;
  });
}

/** A row along a line, as wide as a point beside it says; null where that is no row. */
export function rowAlong(begin, end, side) {
  const length = apart(begin, end);
  const [ux, uy] = [(end[0] - begin[0]) / length, (end[1] - begin[1]) / length];
  const half = Math.abs(ux * (side[1] - begin[1]) - uy * (side[0] - begin[0]));
  const at = ([x, y], sign) => [x - sign * uy * half, y + sign * ux * half].map(tenths);
  const corners = [at(begin, -1), at(end, -1), at(end, 1), at(begin, 1)];
  return length >= 4 && half >= 2 && isSound(corners) ? corners : null;
}

function tenths(value) {
  return Math.round(value * 10) / 10;
}

/** Draws rows: outlines under the pieces, numbers over them. */
export class RowLayer {
  constructor(viewer) {
    this.viewer = viewer;
    this.under = element('g', { class: 'rows' });
    this.over = element('g', { class: 'rows' });
    viewer.layer.before(this.under);
    viewer.marks.before(this.over);
    this.rows = [];
    viewer.addEventListener('moved', () => this.place());
  }

  draw(rows, chosen = null) {
    this.rows = rows;
    this.under.replaceChildren();
    this.over.replaceChildren();
    rows.forEach((row, i) => {
      const outline = element('path', { class: 'row', d: geo.path([[row.corners]]) }, this.under);
      const tag = element('text', { class: 'row-number' }, this.over);
      tag.textContent = `${i + 1}\u2009${arrow(row)}`;
      if (i === chosen) {
        outline.classList.add('chosen');
        tag.classList.add('chosen');
      }
    });
    this.place();
  }

  /** Shows a row more clearly; null shows none so. */
  light(index) {
    [...this.under.children].forEach((outline, i) => outline.classList.toggle('lit', i === index));
  }

  /** Numbers stay as large as they are on the screen, above the beginnings of their rows. */
  place() {
    const px = 1 / this.viewer.scale;
    this.rows.forEach((row, i) => {
      const { begin, along } = axis(row);
      const [topLeft, , , bottomLeft] = row.corners;
      const lying = Math.abs(along[0]) >= Math.abs(along[1]);
      const upper = topLeft[1] <= bottomLeft[1] ? topLeft : bottomLeft;
      const at = lying
        ? [upper[0] + Math.sign(along[0]) * 16 * px, upper[1] - 9 * px]
        : [begin[0], begin[1] - Math.sign(along[1]) * 12 * px];
      const tag = this.over.children[i];
      tag.setAttribute('x', Math.max(16 * px, Math.min(this.viewer.width - 16 * px, at[0])));
      tag.setAttribute('y', Math.max(9 * px, Math.min(this.viewer.height - 9 * px, at[1])));
      tag.setAttribute('font-size', 13 * px);
      tag.setAttribute('stroke-width', 7 * px);
    });
  }
}

/** Changes rows; the tool of the viewer while it is active. */
export class RowEditor extends EventTarget {
  constructor(viewer, layer) {
    super();
    this.viewer = viewer;
    this.layer = layer;
    this.active = false;
    this.past = [];
    viewer.addEventListener('moved', () => this.active && this.sized());
  }

  /**
   * Begins to change rows.
   *
   * @param rows those that there are
   * @param changed what they had become when they were changed before
   */
  begin(rows, changed = null) {
    this.active = true;
    this.rows = structuredClone(changed ?? rows);
    this.past = changed ? [structuredClone(rows)] : [];
    this.future = [];
    this.chosen = null;
    this.corner = null;
    this.step(this.rows.length ? 'edit' : 'add');
  }

  end() {
    this.active = false;
    this.past = [];
    this.viewer.marks.replaceChildren();
  }

  get changed() {
    return this.past.length > 0;
  }

  /** The rows as a layout for the service. */
  layout() {
    return { rows: this.rows.map(({ box, corners }, i) => ({ row: i + 1, box, corners })) };
  }

  /** Goes to a step: edit or add. */
  step(name) {
    this.name = name;
    this.crosshair = name === 'add';
    this.points = [];
    this.viewer.use(this);
    this.redraw();
  }

  redraw() {
    this.layer.draw(this.rows, this.chosen);
    this.viewer.marks.replaceChildren();
    if (this.chosen !== null && this.name === 'edit') {
      this.rows[this.chosen].corners.forEach(([cx, cy], i) => {
        const handle = element('circle', { class: 'handle', cx, cy }, this.viewer.marks);
        handle.dataset.corner = i;
        handle.classList.toggle('current', i === this.corner);
      });
    }
    this.sized();
    this.dispatchEvent(new Event('changed'));
  }

  sized() {
    for (const handle of this.viewer.marks.querySelectorAll('.handle')) {
      handle.setAttribute('r', 7 / this.viewer.scale);
    }
  }

  remember() {
    this.past.push(structuredClone(this.rows));
    this.future = [];
  }

  undo() {
    this.swap(this.past, this.future);
  }

  redo() {
    this.swap(this.future, this.past);
  }

  swap(from, to) {
    if (from.length) {
      to.push(structuredClone(this.rows));
      this.rows = from.pop();
      if (this.chosen !== null && this.chosen >= this.rows.length) {
        this.chosen = null;
      }
      this.step('edit');
    }
  }

  choose(index) {
    this.chosen = index;
    this.corner = null;
    if (this.name === 'edit') {
      this.redraw();
    } else {
      this.step('edit');
    }
  }

  down(point, target) {
    if (this.name !== 'edit' || target.dataset?.corner === undefined) {
      return false;
    }
    this.corner = Number(target.dataset.corner);
    this.held = false;
    this.redraw();
    return true;
  }

  move(point) {
    if (!this.held) {
      this.remember();
      this.held = true;
    }
    this.put(point);
  }

  up() {
    if (this.held && this.unchanged()) {
      this.past.pop();
    }
    this.held = false;
    this.redraw();
  }

  stop() {
    this.up();
  }

  unchanged() {
    return JSON.stringify(this.past.at(-1)) === JSON.stringify(this.rows);
  }

  /** Puts the corner that is held to a point, unless the row would be dented. */
  put(point) {
    const row = this.rows[this.chosen];
    const corners = row.corners.with(this.corner, this.within(point));
    if (isSound(corners)) {
      this.rows[this.chosen] = { box: row.box, corners };
      this.redraw();
    }
  }

  within([x, y]) {
    return [
      Math.max(0, Math.min(this.viewer.width, tenths(x))),
      Math.max(0, Math.min(this.viewer.height, tenths(y))),
    ];
  }

  click(point) {
    if (this.name === 'add') {
      this.points.push(this.within(point));
      if (this.points.length === 3) {
        this.finish();
      } else {
        this.sketch(point);
        this.dispatchEvent(new Event('changed'));
      }
    } else {
      const found = this.rows.findIndex(({ corners }) => geo.contains(corners, point));
      this.choose(found < 0 ? null : found);
    }
    return true;
  }

  /** A point was set by keyboard. */
  set(point) {
    this.click(point);
  }

  hover(point) {
    if (this.points?.length) {
      this.sketch(point);
    }
  }

  sketch(point) {
    const [begin, end] = this.points;
    const at = this.within(point);
    const corners = end ? rowAlong(begin, end, at) : null;
    const line = corners ?? [...this.points, at];
    this.viewer.marks.replaceChildren();
    const d = `M${line.map((p) => p.join(' ')).join('L')}${corners ? 'Z' : ''}`;
    element('path', { class: 'sketch', d }, this.viewer.marks);
    this.points.forEach(([cx, cy]) => element('circle', { class: 'handle', cx, cy }, this.viewer.marks));
    this.sized();
  }

  /** Ends the drawing of a new row: it goes where it makes the way from row to row least longer. */
  finish() {
    const corners = rowAlong(...this.points);
    if (!corners) {
      this.complain('That is no row: click where it begins, where it ends, and on one of its sides.');
      this.step('add');
      return;
    }
    this.remember();
    const made = { corners };
    const at = centre(made);
    let best = { cost: Infinity, place: 0 };
    for (let place = 0; place <= this.rows.length; place++) {
      const before = this.rows[place - 1] && centre(this.rows[place - 1]);
      const after = this.rows[place] && centre(this.rows[place]);
      const cost =
        (before ? apart(before, at) : 0) +
        (after ? apart(at, after) : 0) -
        (before && after ? apart(before, after) : 0);
      if (cost < best.cost) {
        best = { cost, place };
      }
    }
    const near = [this.rows[best.place - 1], this.rows[best.place]]
      .filter(Boolean)
      .sort((a, b) => apart(centre(a), at) - apart(centre(b), at))[0];
    made.box = near?.box ?? 1;
    this.rows.splice(best.place, 0, made);
    this.chosen = best.place;
    this.step('edit');
  }

  remove() {
    if (this.chosen !== null) {
      this.remember();
      this.rows.splice(this.chosen, 1);
      this.chosen = null;
      this.boxed();
      this.step('edit');
    }
  }

  /** Moves the chosen row to an earlier (-1) or later (1) place; into another box one by one. */
  shift(by) {
    const other = this.rows[this.chosen + by];
    if (this.chosen === null || !other) {
      return;
    }
    this.remember();
    const row = this.rows[this.chosen];
    if (row.box === other.box) {
      this.rows[this.chosen] = other;
      this.chosen += by;
      this.rows[this.chosen] = row;
    } else {
      this.rows[this.chosen] = { ...row, box: other.box };
    }
    this.boxed();
    this.redraw();
  }

  /** Reads the chosen row from its other end. */
  turn() {
    if (this.chosen !== null) {
      this.remember();
      const row = this.rows[this.chosen];
      const [a, b, c, d] = row.corners;
      this.rows[this.chosen] = { box: row.box, corners: [c, d, a, b] };
      this.redraw();
    }
  }

  /** Numbers boxes from 1 without gaps. */
  boxed() {
    const numbers = [...new Set(this.rows.map((row) => row.box))];
    this.rows = this.rows.map((row) => ({ ...row, box: numbers.indexOf(row.box) + 1 }));
  }

  complain(text) {
    this.dispatchEvent(new CustomEvent('complaint', { detail: text }));
  }

  /** Keys: brackets go from corner to corner, arrows move one, Delete removes the row. */
  key(event) {
    if (event.key === 'Escape') {
      this.step('edit');
      return true;
    }
    if (this.name !== 'edit' || this.chosen === null) {
      return false;
    }
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === 'Delete') {
      this.remove();
    } else if (event.key === ']' || event.key === '[') {
      const step = event.key === ']' ? 1 : CORNERS - 1;
      this.corner = this.corner === null ? 0 : (this.corner + step) % CORNERS;
      this.redraw();
    } else if (this.corner !== null && arrows[event.key]) {
      this.remember();
      const [x, y] = this.rows[this.chosen].corners[this.corner];
      const [dx, dy] = arrows[event.key];
      const far = event.shiftKey ? 10 : 1;
      this.put([x + dx * far, y + dy * far]);
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }
}
