// SPDX-License-Identifier: Apache-2.0
/** Editing of pieces: vertices, splitting, merging, deleting, drawing; with undo. */

import * as geo from './geometry.js';
import { element } from './viewer.js';

export class Editor extends EventTarget {
  constructor(viewer) {
    super();
    this.viewer = viewer;
    viewer.addEventListener('moved', () => this.active && this.sketchPlaced());
  }

  /** Begins to edit copies of the pieces. */
  begin(features) {
    this.active = true;
    this.labels = new Map(features.map((f) => [f.id, f.label]));
    this.shapes = new Map(features.map((f) => [f.id, f.shape]));
    this.rubble = new Set(features.filter((f) => f.rubble).map((f) => f.id));
    this.past = [];
    this.future = [];
    this.chosen = null;
    this.viewer.use(this);
    this.step('edit');
  }

  end() {
    this.active = false;
    this.chosen = null;
    this.viewer.marks.replaceChildren();
    this.viewer.use(null);
  }

  get changed() {
    return this.past.length > 0;
  }

  /** The pieces as GeoJSON. */
  collection() {
    return {
      type: 'FeatureCollection',
      features: [...this.shapes].map(([id, shape]) => ({
        type: 'Feature',
        geometry: geo.geometry(shape),
        properties: { label: this.labels.get(id), rubble: this.rubble.has(id) },
      })),
    };
  }

  remember() {
    this.past.push(this.state());
    this.future = [];
  }

  state() {
    return { shapes: new Map(this.shapes), rubble: new Set(this.rubble) };
  }

  /** The chosen piece becomes rubble, or a piece again. */
  toggleRubble() {
    if (this.chosen !== null) {
      this.remember();
      if (!this.rubble.delete(this.chosen)) {
        this.rubble.add(this.chosen);
      }
      this.step('edit');
    }
  }

  undo() {
    this.swap(this.past, this.future);
  }

  redo() {
    this.swap(this.future, this.past);
  }

  swap(from, to) {
    if (from.length) {
      to.push(this.state());
      Object.assign(this, from.pop());
      if (!this.shapes.has(this.chosen)) {
        this.chosen = null;
      }
      this.step('edit');
    }
  }

  /** Goes to a step: edit, add, split or merge. */
  step(name) {
    this.name = name;
    this.crosshair = name !== 'edit';
    this.points = [];
    this.viewer.use(this);
    this.redraw();
  }

  redraw() {
    this.viewer.draw(new Map(this.shapes), new Set(this.rubble));
    this.choose(this.chosen);
  }

  /** Takes a piece; its outline is thinned out so that vertices can be taken hold of. */
  choose(id) {
    this.chosen = id;
    this.vertex = null;
    this.viewer.mark('chosen', id);
    this.handles();
    this.dispatchEvent(new Event('changed'));
  }

  /** The chosen shape with few vertices, which it becomes at the first change. */
  editable() {
    if (this.thinFor !== this.shapes.get(this.chosen)) {
      this.thinFor = this.shapes.get(this.chosen);
      this.thinned = this.thinFor?.map((rings) =>
        rings.map((ring) => geo.thin(ring, Math.max(1, Math.min(6, this.viewer.width / 1200)))),
      );
    }
    return this.thinned;
  }

  handles() {
    this.viewer.marks.replaceChildren();
    if (this.chosen === null || this.name !== 'edit') {
      return;
    }
    const shape = this.editable();
    shape?.forEach((rings, part) =>
      rings.forEach((ring, r) =>
        ring.forEach(([x, y], i) => {
          const [nx, ny] = ring[(i + 1) % ring.length];
          const between = element(
            'circle',
            { class: 'middle', cx: (x + nx) / 2, cy: (y + ny) / 2 },
            this.viewer.marks,
          );
          between.dataset.place = `${part},${r},${i + 1},1`;
          const handle = element('circle', { class: 'handle', cx: x, cy: y }, this.viewer.marks);
          handle.dataset.place = `${part},${r},${i},0`;
          if (this.vertex?.join() === `${part},${r},${i}`) {
            handle.classList.add('current');
          }
        }),
      ),
    );
    this.viewer.place();
  }

  /** The pointer went down: on a handle it takes hold of a vertex, a new one between two. */
  down(point, target) {
    const place = target.dataset?.place;
    if (this.name !== 'edit' || !place) {
      return false;
    }
    const [part, ring, index, fresh] = place.split(',').map(Number);
    this.held = false;
    this.vertex = [part, ring, index];
    if (fresh) {
      const shape = this.hold();
      shape[part][ring].splice(index, 0, point);
      this.take(shape);
    }
    this.handles();
    return true;
  }

  /** A copy of the chosen shape to change; a vertex that is only chosen changes nothing. */
  hold() {
    this.remember();
    this.held = true;
    return structuredClone(this.editable());
  }

  take(shape) {
    this.shapes.set(this.chosen, shape);
    this.thinFor = this.thinned = shape;
    this.viewer.redraw(this.chosen, shape);
  }

  move(point) {
    const [part, ring, index] = this.vertex;
    const shape = this.held ? this.shapes.get(this.chosen) : this.hold();
    shape[part][ring][index] = this.within(point);
    this.take(shape);
    this.handles();
  }

  within([x, y]) {
    return [
      Math.max(0, Math.min(this.viewer.width, Math.round(x * 10) / 10)),
      Math.max(0, Math.min(this.viewer.height, Math.round(y * 10) / 10)),
    ];
  }

  up() {
    this.dispatchEvent(new Event('changed'));
  }

  stop() {
    this.up();
  }

  click(point, id) {
    if (this.name === 'edit') {
      this.choose(id);
      this.viewer.near(id);
    } else if (this.name === 'merge') {
      this.merge(id);
    } else {
      this.points.push(this.within(point));
      const [first] = this.points;
      const close =
        this.points.length > 3 &&
        Math.hypot(point[0] - first[0], point[1] - first[1]) * this.viewer.scale < 14;
      if (this.name === 'split' && this.points.length === 2) {
        this.split();
      } else if (this.name === 'add' && close) {
        this.points.pop();
        this.finish();
      } else {
        this.sketch(point);
      }
    }
    return true;
  }

  /** A point was set by keyboard. */
  set(point, id) {
    this.click(point, id);
  }

  hover(point) {
    if (this.points?.length) {
      this.sketch(point);
    }
  }

  sketch(point) {
    this.last = point;
    const all = [...this.points, this.within(point)];
    this.viewer.marks.replaceChildren();
    element(
      'path',
      { class: 'sketch', d: `M${all.map((p) => p.join(' ')).join('L')}${this.name === 'add' ? 'Z' : ''}` },
      this.viewer.marks,
    );
    this.points.forEach(([cx, cy]) => element('circle', { class: 'handle', cx, cy }, this.viewer.marks));
    this.sketchPlaced();
  }

  sketchPlaced() {
    for (const handle of this.viewer.marks.querySelectorAll('.handle')) {
      handle.setAttribute('r', 6 / this.viewer.scale);
    }
  }

  nextId() {
    return Math.max(0, ...this.shapes.keys()) + 1;
  }

  /** Ends the drawing of a new piece. */
  finish() {
    if (this.name !== 'add' || this.points.length < 3) {
      return;
    }
    this.remember();
    const id = this.nextId();
    this.shapes.set(id, [[this.points]]);
    this.labels.set(id, [...this.labels.values()][0] ?? 'Rock_Fragment');
    this.chosen = id;
    this.step('edit');
  }

  split() {
    const halves = geo.split(this.shapes.get(this.chosen), ...this.points);
    if (halves) {
      this.remember();
      const id = this.nextId();
      this.shapes.set(this.chosen, halves[0]);
      this.shapes.set(id, halves[1]);
      this.labels.set(id, this.labels.get(this.chosen));
      if (this.rubble.has(this.chosen)) {
        this.rubble.add(id);
      }
    } else {
      this.complain('That line does not cross the piece from side to side.');
    }
    this.step('edit');
  }

  merge(id) {
    if (id === null || id === this.chosen) {
      this.complain('Choose another piece to merge with.');
      return;
    }
    this.remember();
    this.shapes.set(this.chosen, [...this.shapes.get(this.chosen), ...this.shapes.get(id)]);
    this.shapes.delete(id);
    this.rubble.delete(id);
    this.step('edit');
  }

  remove() {
    if (this.chosen !== null) {
      this.remember();
      this.shapes.delete(this.chosen);
      this.rubble.delete(this.chosen);
      this.chosen = null;
      this.step('edit');
    }
  }

  complain(text) {
    this.dispatchEvent(new CustomEvent('complaint', { detail: text }));
  }

  /** Keys: brackets go from vertex to vertex, arrows move one, Insert adds, Backspace removes. */
  key(event) {
    if (event.key === 'Escape') {
      this.step('edit');
      return true;
    }
    if (event.key === 'Enter' && this.name === 'add') {
      this.finish();
      return true;
    }
    if (this.name !== 'edit' || this.chosen === null) {
      return false;
    }
    if (event.key === 'Delete') {
      this.remove();
      return true;
    }
    return this.vertexKey(event);
  }

  vertexKey(event) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const [part, ring, index] = this.vertex ?? [0, 0, -1];
    const count = this.editable()[part][ring].length;
    if (event.key === ']' || event.key === '[') {
      const next = (index + (event.key === ']' ? 1 : -1) + count) % count;
      this.vertex = [part, ring, next];
      this.handles();
      this.up();
    } else if (this.vertex && arrows[event.key]) {
      this.remember();
      const shape = structuredClone(this.editable());
      const [x, y] = shape[part][ring][index];
      const step = event.shiftKey ? 10 : 1;
      const [dx, dy] = arrows[event.key];
      shape[part][ring][index] = this.within([x + dx * step, y + dy * step]);
      this.take(shape);
      this.handles();
      this.up();
    } else if (this.vertex && (event.key === 'Backspace' || event.key === 'Insert')) {
      this.vertexCount(event.key === 'Insert');
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** Adds a vertex after the one that is chosen, or removes that one. */
  vertexCount(more) {
    const [part, ring, index] = this.vertex;
    const count = this.editable()[part][ring].length;
    if (!more && count <= 3) {
      this.complain('A piece has at least three vertices.');
      return;
    }
    this.remember();
    const shape = structuredClone(this.editable());
    const points = shape[part][ring];
    if (more) {
      const [x, y] = points[index];
      const [nx, ny] = points[(index + 1) % count];
      points.splice(index + 1, 0, [(x + nx) / 2, (y + ny) / 2]);
      this.vertex = [part, ring, index + 1];
    } else {
      points.splice(index, 1);
      this.vertex = [part, ring, Math.max(0, index - 1)];
    }
    this.take(shape);
    this.handles();
    this.up();
  }
}
