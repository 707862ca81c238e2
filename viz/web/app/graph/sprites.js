/** Marks drawn once and stamped often: thousands of equal ones cost as much as a few. */

const MOST = 4000; // so many different stamps are kept

export class Sprites {
  /** @param {(pen: CanvasRenderingContext2D, shape: import("./types.js").ShapeMark, half: number) => void} draw a mark around (0, 0) */
  constructor(draw) {
    this.draw = draw;
    this.made = new Map();
  }

  /** Draw a mark at a point, in pixels of the page. */
  stamp(pen, shape, x, y, half, ratio) {
    const steady = Math.round(half * 2) / 2; // zooming changes it now and then only
    if (this.made.size > MOST) this.made.clear();
    shape.kin ??= [shape.path, shape.fill, shape.rings.join(), shape.bridge, shape.dim].join("|");
    const key = `${shape.kin}|${steady}|${ratio}`;
    let image = this.made.get(key);
    if (!image) this.made.set(key, image = this.make(shape, steady, ratio));
    const side = image.width / ratio;
    pen.drawImage(image, Math.round((x - side / 2) * ratio) / ratio, Math.round((y - side / 2) * ratio) / ratio, side, side);
  }

  make(shape, half, ratio) {
    const side = Math.ceil((half * 2 + 4) * ratio);
    const image = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const pen = image.getContext("2d");
    pen.translate(side / 2, side / 2);
    pen.scale(ratio, ratio);
    this.draw(pen, shape, half);
    return image;
  }
}
