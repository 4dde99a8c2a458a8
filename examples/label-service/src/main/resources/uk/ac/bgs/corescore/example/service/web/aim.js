// SPDX-License-Identifier: Apache-2.0
/** A cross on the photo with which points are set by keyboard while a tool draws. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ARM = 12;

export class Aim {
  /** A cross in a viewer, drawn by a path. */
  constructor(viewer, path) {
    this.viewer = viewer;
    this.path = path;
    this.at = null;
  }

  clear() {
    this.at = null;
    this.draw();
  }

  draw() {
    this.path.setAttribute('visibility', this.at ? 'visible' : 'hidden');
    if (this.at) {
      const [x, y] = this.at;
      const arm = ARM / this.viewer.scale;
      this.path.setAttribute('d', `M${x - arm} ${y}h${2 * arm}M${x} ${y - arm}v${2 * arm}`);
    }
  }

  /** The arrow keys move the cross and Space sets a point at it; says whether the key was for it. */
  key(event) {
    if (!this.viewer.tool?.crosshair) {
      return false;
    }
    if (STEPS[event.key]) {
      this.step(STEPS[event.key], event.shiftKey ? 1 : ARM);
    } else if (event.key === ' ' && this.at) {
      this.set();
    } else {
      return event.key === ' ';
    }
    event.preventDefault();
    return true;
  }

  onScreen() {
    const { x, y, scale } = this.viewer;
    return [x + this.at[0] * scale, y + this.at[1] * scale];
  }

  step([dx, dy], pixels) {
    const { viewer } = this;
    const { clientWidth, clientHeight } = viewer.host;
    const from = this.at ?? [
      (clientWidth / 2 - viewer.x) / viewer.scale,
      (clientHeight / 2 - viewer.y) / viewer.scale,
    ];
    const step = pixels / viewer.scale;
    this.at = [
      Math.max(0, Math.min(viewer.width, from[0] + dx * step)),
      Math.max(0, Math.min(viewer.height, from[1] + dy * step)),
    ];
    const [x, y] = this.onScreen();
    if (x < 0 || y < 0 || x > clientWidth || y > clientHeight) {
      viewer.move(clientWidth / 2 - x, clientHeight / 2 - y);
    }
    this.draw();
    viewer.tool.hover?.(this.at);
  }

  set() {
    const { viewer } = this;
    const { left, top } = viewer.host.getBoundingClientRect();
    const [x, y] = this.onScreen();
    const under = document.elementFromPoint(left + x, top + y);
    viewer.tool.set?.([...this.at], viewer.idOf(under));
  }
}
