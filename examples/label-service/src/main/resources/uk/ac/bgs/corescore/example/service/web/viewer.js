// SPDX-License-Identifier: Apache-2.0
/** The photo with pieces over it: zoom, pan, and which piece the pointer is on. */

import { Aim } from './aim.js';
import * as geo from './geometry.js';

const SVG = 'http://www.w3.org/2000/svg';
const HUES = ['#ff9f5a', '#5ad1c0', '#f2d15b', '#8fb7ff', '#ff8fb0', '#a8e06c', '#c9a4ff', '#7fe3ff'];

export function element(name, attributes = {}, parent = null) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  parent?.append(made);
  return made;
}

export const hue = (number) => HUES[(number * 5) % HUES.length];

export class Viewer extends EventTarget {
  constructor(host) {
    super();
    this.host = host;
    this.svg = element('svg', { 'aria-hidden': 'true' });
    host.prepend(this.svg);
    this.world = element('g', {}, this.svg);
    this.photo = element('image', { preserveAspectRatio: 'none' }, this.world);
    const defs = element('defs', {}, this.svg);
    this.clips = ['clip-first', 'clip-second'].map((id) =>
      element('rect', {}, element('clipPath', { id }, defs)),
    );
    this.layer = element('g', {}, this.world);
    this.second = element('g', {}, this.world);
    this.marks = element('g', {}, this.world);
    this.aim = new Aim(this, element('path', { class: 'cross', visibility: 'hidden' }, this.world));
    this.width = this.height = 1;
    this.scale = 1;
    this.x = this.y = 0;
    this.pointers = new Map();
    this.shapes = new Map();
    this.mode = null;
    this.share = null;
    new ResizeObserver(() => this.resized()).observe(host);
    this.listen();
  }

  /** Shows a photo; its pieces come later. */
  open(address, width, height) {
    this.photo.setAttribute('href', address);
    this.photo.setAttribute('width', width);
    this.photo.setAttribute('height', height);
    this.width = width;
    this.height = height;
    this.fitted = false;
    this.fit();
  }

  resized() {
    const { clientWidth, clientHeight } = this.host;
    if (!clientWidth) {
      return;
    }
    const [width, height] = this.size ?? [clientWidth, clientHeight];
    this.size = [clientWidth, clientHeight];
    if (this.fitted) {
      this.fit();
    } else {
      // What was in the middle stays there.
      this.x += (clientWidth - width) / 2;
      this.y += (clientHeight - height) / 2;
      this.place();
    }
  }

  fit() {
    const { clientWidth, clientHeight } = this.host;
    if (!clientWidth) {
      return;
    }
    this.scale = Math.min((clientWidth - 24) / this.width, (clientHeight - 24) / this.height);
    this.x = (clientWidth - this.scale * this.width) / 2;
    this.y = (clientHeight - this.scale * this.height) / 2;
    this.fitted = true;
    this.size = [clientWidth, clientHeight];
    this.place();
  }

  /** Zooms by a factor and keeps a point of the screen where it is. */
  zoom(factor, at = [this.host.clientWidth / 2, this.host.clientHeight / 2]) {
    const least = Math.min(1, (0.5 * this.host.clientWidth) / this.width);
    const next = Math.max(least, Math.min(16, this.scale * factor));
    const ratio = next / this.scale;
    this.x = at[0] - ratio * (at[0] - this.x);
    this.y = at[1] - ratio * (at[1] - this.y);
    this.scale = next;
    this.fitted = false;
    this.place();
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.fitted = false;
    this.place();
  }

  /** Brings a piece into view where it is not. */
  show(id) {
    const shape = this.shapes.get(id);
    if (!shape) {
      return;
    }
    const [left, top, right, bottom] = geo.box(shape);
    const x = this.x + (this.scale * (left + right)) / 2;
    const y = this.y + (this.scale * (top + bottom)) / 2;
    const { clientWidth, clientHeight } = this.host;
    if (x < 0 || y < 0 || x > clientWidth || y > clientHeight) {
      this.move(clientWidth / 2 - x, clientHeight / 2 - y);
    }
  }

  /** Brings a piece into view, and so near that its vertices can be told from each other. */
  near(id) {
    const shape = this.shapes.get(id);
    if (!shape) {
      return;
    }
    const [left, top, right, bottom] = geo.box(shape);
    const { clientWidth, clientHeight } = this.host;
    if (this.scale * Math.max(right - left, bottom - top) >= 120) {
      this.show(id);
      return;
    }
    this.scale = Math.min(
      16,
      (0.6 * clientWidth) / Math.max(1, right - left),
      (0.6 * clientHeight) / Math.max(1, bottom - top),
    );
    this.x = clientWidth / 2 - (this.scale * (left + right)) / 2;
    this.y = clientHeight / 2 - (this.scale * (top + bottom)) / 2;
    this.size = [clientWidth, clientHeight];
    this.fitted = false;
    this.place();
  }

  place() {
    // Part of the photo stays on the screen.
    const { clientWidth, clientHeight } = this.host;
    const margin = 60;
    this.x = Math.min(clientWidth - margin, Math.max(margin - this.scale * this.width, this.x));
    this.y = Math.min(clientHeight - margin, Math.max(margin - this.scale * this.height, this.y));
    this.world.setAttribute('transform', `translate(${this.x} ${this.y}) scale(${this.scale})`);
    for (const number of this.svg.querySelectorAll('.number')) {
      const size = Math.min(Number(number.dataset.room), 15 / this.scale);
      number.setAttribute('font-size', size);
      number.setAttribute('stroke-width', size / 5);
      number.style.visibility = size * this.scale < 8 ? 'hidden' : '';
    }
    for (const handle of this.marks.querySelectorAll('circle')) {
      handle.setAttribute('r', (handle.classList.contains('middle') ? 4 : 6) / this.scale);
    }
    this.clip();
    this.aim.draw();
    this.dispatchEvent(new Event('moved'));
  }

  /** Shows the first set left of a share of the screen and the second right of it; null for one. */
  compare(share) {
    this.share = share;
    this.clip();
  }

  clip() {
    const on = this.share !== null;
    this.layer.setAttribute('clip-path', on ? 'url(#clip-first)' : 'none');
    this.second.setAttribute('clip-path', on ? 'url(#clip-second)' : 'none');
    this.second.style.display = on ? '' : 'none';
    if (on) {
      const at = (this.share * this.host.clientWidth - this.x) / this.scale;
      const far = 1e6;
      const sides = [[-far, at + far], [at, far]];
      this.clips.forEach((rect, i) => {
        rect.setAttribute('x', sides[i][0]);
        rect.setAttribute('width', Math.max(0, sides[i][1]));
        rect.setAttribute('y', -far);
        rect.setAttribute('height', 2 * far);
      });
    }
  }

  /** Draws the pieces: a map from a number to a shape, and the numbers that are rubble. */
  draw(shapes, rubble = new Set()) {
    this.shapes = shapes;
    this.paint(this.layer, shapes);
    rubble.forEach((id) => this.piece(id)?.classList.add('rubble'));
    this.place();
  }

  drawSecond(shapes) {
    this.paint(this.second, shapes);
    this.place();
  }

  paint(layer, shapes) {
    layer.replaceChildren();
    for (const [id, shape] of shapes) {
      const piece = element('path', { class: 'piece', d: geo.path(shape), 'fill-rule': 'evenodd' }, layer);
      piece.dataset.id = id;
      piece.style.setProperty('--hue', hue(id));
    }
    for (const [id, shape] of shapes) {
      const [x, y] = geo.inside(shape);
      const [left, top, right, bottom] = geo.box(shape);
      const number = element('text', { class: 'number', x, y }, layer);
      number.textContent = id;
      number.dataset.room = 0.6 * Math.min(bottom - top, (right - left) / String(id).length);
    }
  }

  redraw(id, shape) {
    this.shapes.set(id, shape);
    this.piece(id)?.setAttribute('d', geo.path(shape));
  }

  piece(id) {
    return this.layer.querySelector(`path[data-id="${id}"]`);
  }

  mark(name, id) {
    for (const piece of this.layer.querySelectorAll(`.${name}`)) {
      piece.classList.remove(name);
    }
    this.piece(id)?.classList.add(name);
  }

  /** Photo pixels of a point of the screen. */
  toPhoto(event) {
    const { left, top } = this.host.getBoundingClientRect();
    return [
      (event.clientX - left - this.x) / this.scale,
      (event.clientY - top - this.y) / this.scale,
    ];
  }

  /**
   * Hands the pointer and the keys to a tool, null takes them back: an object with down, move and up;
   * with crosshair also with set, which gets the points that are set by keyboard.
   */
  use(tool) {
    this.tool = tool;
    this.aim.clear();
    if (tool?.crosshair) {
      this.host.focus({ preventScroll: true });
    }
    this.host.classList.toggle('drawing', Boolean(tool?.crosshair));
  }

  listen() {
    const host = this.host;
    host.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const { left, top } = host.getBoundingClientRect();
        const step = event.deltaMode === 1 ? 16 : 1;
        this.zoom(Math.exp(-event.deltaY * step * 0.0016), [event.clientX - left, event.clientY - top]);
      },
      { passive: false },
    );
    host.addEventListener('pointerdown', (event) => this.down(event));
    host.addEventListener('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel']) {
      host.addEventListener(end, (event) => this.up(event));
    }
    host.addEventListener('pointerleave', () => this.say('hover', null));
    host.addEventListener('dblclick', (event) => {
      if (!this.tool) {
        const { left, top } = host.getBoundingClientRect();
        this.zoom(2, [event.clientX - left, event.clientY - top]);
      }
    });
    host.addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    if (event.target !== this.host || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = 60;
    const keys = {
      '+': () => this.zoom(1.3),
      '=': () => this.zoom(1.3),
      '-': () => this.zoom(1 / 1.3),
      0: () => this.fit(),
      ArrowLeft: () => this.move(step, 0),
      ArrowRight: () => this.move(-step, 0),
      ArrowUp: () => this.move(0, step),
      ArrowDown: () => this.move(0, -step),
    };
    if (!this.aim.key(event) && !this.tool?.key?.(event) && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  }

  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  down(event) {
    if (event.target.closest('input, button') || event.button > 0) {
      return;
    }
    this.host.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.moves = 0;
    this.target = event.target;
    this.busy = this.pointers.size === 1 && this.tool?.down?.(this.toPhoto(event), event.target);
    if (this.pointers.size === 2 && this.busy) {
      this.tool?.stop?.();
      this.busy = false;
    }
  }

  moved(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.say('hover', this.idOf(event.target));
      this.tool?.hover?.(this.toPhoto(event));
      return;
    }
    const now = [event.clientX, event.clientY];
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    this.moves += Math.abs(dx) + Math.abs(dy);
    if (this.pointers.size === 2) {
      this.pinch(event.pointerId, before, now);
    } else if (this.busy) {
      this.tool?.move?.(this.toPhoto(event));
    } else if (this.moves > 4) {
      this.host.classList.add('dragging');
      this.move(dx, dy);
    }
    this.pointers.set(event.pointerId, now);
  }

  pinch(id, before, now) {
    const [, other] = [...this.pointers].find(([key]) => key !== id);
    const length = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]);
    const { left, top } = this.host.getBoundingClientRect();
    const middle = (p) => [(p[0] + other[0]) / 2 - left, (p[1] + other[1]) / 2 - top];
    this.zoom(length(now) / Math.max(1, length(before)), middle(now));
    this.move((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) {
      return;
    }
    this.host.classList.remove('dragging');
    if (this.busy) {
      this.busy = false;
      this.tool?.up?.(this.toPhoto(event));
    } else if (this.moves <= 4 && event.type === 'pointerup') {
      if (!this.tool?.click?.(this.toPhoto(event), this.idOf(this.target))) {
        this.say('choose', this.idOf(this.target));
      }
    }
  }

  idOf(target) {
    return target?.dataset?.id ? Number(target.dataset.id) : null;
  }
}
