/** Draws frames; while many marks are moved, a frame is a picture of them that was drawn once, moved along. */

import { paint } from "./canvas.js";
import { fitting } from "./labels.js";

const HEAVY = 3000; // so many lines and marks are not drawn anew in each frame of a movement
const MARGIN = 0.25; // of the room, drawn beyond each edge, so that moving uncovers something
const STRETCH = 1.7; // farther than this, the moved picture is drawn anew

export class Painter {
  /** @type {number} */ width;
  /** @type {number} */ height;
  /** @type {import("./types.js").Display} */ display;
  /** @type {number | null} what the labels were fitted for */ scale;
  /** @type {import("./types.js").LabelMark[]} */ fitted;
  /** @type {import("./types.js").Camera | null} of the picture that is moved along */ stored;

  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.store = document.createElement("canvas");
    this.moving = false;
    this.stored = null;
  }

  resize(width, height) {
    this.ratio = Math.min(2, devicePixelRatio || 1);
    Object.assign(this, { width, height, stored: null });
    Object.assign(this.canvas, { width: Math.round(width * this.ratio), height: Math.round(height * this.ratio) });
    Object.assign(this.store, { width: Math.round(width * (1 + 2 * MARGIN) * this.ratio), height: Math.round(height * (1 + 2 * MARGIN) * this.ratio) });
  }

  set(display) {
    Object.assign(this, { display, stored: null, scale: null });
    this.heavy = display.lines.length + display.shapes.length > HEAVY;
  }

  paint(camera) {
    if (this.heavy && this.moving) this.move(camera);
    else this.whole(this.pen, camera, this.width, this.height);
  }

  /** Which labels fit depends on the scale alone. */
  labels(k) {
    if (this.scale !== k) Object.assign(this, { scale: k, fitted: fitting(this.display, k) });
    return this.fitted;
  }

  whole(pen, camera, width, height) {
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, width, height);
    paint(pen, this.display, this.labels(camera.k), camera, width, height);
  }

  move(camera) {
    if (!this.covers(camera)) {
      this.whole(this.store.getContext("2d", { alpha: false }), camera, this.width * (1 + 2 * MARGIN), this.height * (1 + 2 * MARGIN));
      this.stored = camera;
    }
    const scale = camera.k / this.stored.k;
    const [wide, high] = [this.store.width * scale, this.store.height * scale];
    const [x, y] = [(this.stored.x - camera.x) * camera.k, (this.stored.y - camera.y) * camera.k].map((way) => way * this.ratio);
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    if (scale < 1) { this.pen.fillStyle = "#ffffff"; this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height); }
    const [left, top] = [(this.canvas.width - wide) / 2 + x, (this.canvas.height - high) / 2 + y];
    if (scale === 1) this.pen.drawImage(this.store, Math.round(left), Math.round(top));
    else this.pen.drawImage(this.store, left, top, wide, high);
  }

  /** Is what was drawn once still enough? */
  covers(camera) {
    if (!this.stored) return false;
    const scale = camera.k / this.stored.k;
    if (scale > STRETCH || scale < 1 / STRETCH) return false;
    const [x, y] = [Math.abs(this.stored.x - camera.x) * camera.k, Math.abs(this.stored.y - camera.y) * camera.k];
    return x < this.width * (MARGIN + 0.1) && y < this.height * (MARGIN + 0.1);
  }
}
