// Draws the pictures (and one small PDF form) of sample/media and icon.png. No dependencies: shapes are drawn as signed
// distances, letters are strokes, PNG is written by hand. The same run gives the same bytes.
// Usage: node scripts/pictures.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const media = join(root, 'sample', 'media');

// ---------------------------------------------------------------- PNG

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}

/** An opaque canvas becomes a palette picture, one with `alpha` keeps all its colours. */
function png(canvas, alpha = false) {
  const { width, height, data } = canvas;
  const bpp = alpha ? 4 : 1;
  const { colors, indexOf } = alpha ? { colors: [] } : quantize(canvas);
  // Flat drawings pack best unfiltered.
  const rows = Buffer.alloc(height * (width * bpp + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const to = y * (width * bpp + 1) + 1 + x * bpp;
      if (alpha) for (let c = 0; c < 4; c++) rows[to + c] = Math.round(data[from + c] * 255);
      else rows[to] = indexOf(from);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  head[9] = alpha ? 6 : 3;
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    ...(alpha ? [] : [chunk('PLTE', Buffer.from(colors.flat()))]),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The 256 most used colours in steps of 3; a rarer one takes the nearest of them. */
function quantize({ data }) {
  const key = (i) => [0, 1, 2].reduce((k, c) => k * 256 + Math.min(255, Math.round((data[i + c] * 255) / 3) * 3), 0);
  const split = (k) => [k >> 16, (k >> 8) & 255, k & 255];
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) counts.set(key(i), (counts.get(key(i)) ?? 0) + 1);
  const colors = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 256)
    .map(([k]) => split(k));
  const nearest = new Map();
  for (const k of counts.keys()) {
    const distances = colors.map((color) => color.reduce((d, v, c) => d + (v - split(k)[c]) ** 2, 0));
    nearest.set(k, distances.indexOf(Math.min(...distances)));
  }
  return { colors, indexOf: (i) => nearest.get(key(i)) };
}

// ---------------------------------------------------------------- canvas

const clamp = (x, lo = 0, hi = 1) => Math.min(hi, Math.max(lo, x));
const mix = (a, b, t) => a + (b - a) * t;

function rgb(hex) {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

const blend = (a, b, t) => a.map((v, i) => mix(v, b[i], t));

class Canvas {
  constructor(width, height, background) {
    this.width = width;
    this.height = height;
    this.data = new Float64Array(width * height * 4);
    if (background) this.fill(background, 1, () => 1);
  }

  /** Lays a colour over the box with the coverage that `cover(x, y)` gives at pixel centres. */
  fill(color, opacity, cover, box = [0, 0, this.width, this.height]) {
    const ink = typeof color === 'string' ? rgb(color) : color;
    const x1 = Math.min(this.width, Math.ceil(box[2]));
    const y1 = Math.min(this.height, Math.ceil(box[3]));
    for (let y = Math.max(0, Math.floor(box[1])); y < y1; y++) {
      for (let x = Math.max(0, Math.floor(box[0])); x < x1; x++) {
        const a = clamp(cover(x + 0.5, y + 0.5)) * opacity;
        if (a <= 0) continue;
        const i = (y * this.width + x) * 4;
        const under = this.data[i + 3];
        const out = a + under * (1 - a);
        for (let c = 0; c < 3; c++) {
          this.data[i + c] = (ink[c] * a + this.data[i + c] * under * (1 - a)) / out;
        }
        this.data[i + 3] = out;
      }
    }
  }

  rect(x, y, w, h, color, { radius = 0, opacity = 1, stroke = 0 } = {}) {
    const [cx, cy] = [x + w / 2, y + h / 2];
    const distance = (px, py) => {
      const qx = Math.abs(px - cx) - w / 2 + radius;
      const qy = Math.abs(py - cy) - h / 2 + radius;
      return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius;
    };
    const cover = stroke
      ? (px, py) => 0.5 + stroke / 2 - Math.abs(distance(px, py))
      : (px, py) => 0.5 - distance(px, py);
    this.fill(color, opacity, cover, [x - stroke - 1, y - stroke - 1, x + w + stroke + 1, y + h + stroke + 1]);
  }

  circle(x, y, r, color, { opacity = 1 } = {}) {
    this.fill(color, opacity, (px, py) => 0.5 + r - Math.hypot(px - x, py - y), [
      x - r - 1,
      y - r - 1,
      x + r + 1,
      y + r + 1,
    ]);
  }

  /** Several polylines with round ends, laid down once, so that crossings do not darken. */
  lines(polylines, width, color, { opacity = 1, dash } = {}) {
    const mask = new Map();
    const r = width / 2;
    for (const points of polylines) {
      let run = 0;
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1], points[i]];
        const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
        const from = run;
        run += length;
        if (dash && Math.floor((from + length / 2) / dash) % 2) continue;
        this.#segment(mask, a, b, r);
      }
    }
    const ink = rgb(color);
    for (const [i, cover] of mask) {
      const a = cover * opacity;
      const under = this.data[i + 3];
      const out = a + under * (1 - a);
      for (let c = 0; c < 3; c++) this.data[i + c] = (ink[c] * a + this.data[i + c] * under * (1 - a)) / out;
      this.data[i + 3] = out;
    }
  }

  #segment(mask, [ax, ay], [bx, by], r) {
    const dx = bx - ax;
    const dy = by - ay;
    const square = dx * dx + dy * dy || 1e-9;
    const y1 = Math.min(this.height - 1, Math.ceil(Math.max(ay, by) + r + 1));
    const x1 = Math.min(this.width - 1, Math.ceil(Math.max(ax, bx) + r + 1));
    for (let y = Math.max(0, Math.floor(Math.min(ay, by) - r - 1)); y <= y1; y++) {
      for (let x = Math.max(0, Math.floor(Math.min(ax, bx) - r - 1)); x <= x1; x++) {
        const t = clamp(((x + 0.5 - ax) * dx + (y + 0.5 - ay) * dy) / square);
        const cover = clamp(r + 0.5 - Math.hypot(x + 0.5 - ax - t * dx, y + 0.5 - ay - t * dy));
        const i = (y * this.width + x) * 4;
        if (cover > (mask.get(i) ?? 0)) mask.set(i, cover);
      }
    }
  }

  line(points, width, color, options) {
    this.lines([points], width, color, options);
  }

  arrow(a, b, width, color) {
    const angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
    const wing = (turn) => [b[0] - 11 * Math.cos(angle + turn), b[1] - 11 * Math.sin(angle + turn)];
    this.lines(
      [
        [a, b],
        [wing(0.5), b, wing(-0.5)],
      ],
      width,
      color,
    );
  }

  /** Text of cap height `size`; `align` 0 left, 0.5 middle, 1 right; `angle` in degrees about (x, y). */
  text(string, x, y, size, color, { align = 0, angle = 0, weight = 0.14 } = {}) {
    const unit = size / 6;
    const strokes = [];
    let pen = 0;
    for (const char of string) {
      const [width, parts] = glyph(char);
      for (const part of parts) strokes.push(part.map(([px, py]) => [(pen + px) * unit, (py - 6) * unit]));
      pen += width + 1.55;
    }
    const shift = -align * (pen - 1.55) * unit;
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const place = ([px, py]) => [x + (px + shift) * cos - py * sin, y + (px + shift) * sin + py * cos];
    this.lines(
      strokes.map((stroke) => stroke.map(place)),
      size * weight,
      color,
    );
  }
}

// ---------------------------------------------------------------- stroke letters
// Cap height 6, x-height 4, baseline at y = 6. "L" is a polyline; "A cx cy rx ry from to" an arc in
// degrees, 0 to the right, growing clockwise.

const O = 'A 1.8 4 1.8 2 0 360';
const glyphs = {
  a: [3.6, O, 'L 3.6 2 3.6 6'],
  b: [3.6, 'L 0 0 0 6', O],
  c: [3.2, 'A 1.8 4 1.8 2 315 45'],
  d: [3.6, O, 'L 3.6 0 3.6 6'],
  e: [3.6, 'L 0.05 4 3.6 4', 'A 1.8 4 1.8 2 360 45'],
  f: [2.2, 'A 2.1 1.4 1.2 1.4 295 180', 'L 0.9 1.4 0.9 6', 'L 0 2 2.1 2'],
  g: [3.6, O, 'L 3.6 2 3.6 6.3', 'A 1.8 6.3 1.8 1.6 0 145'],
  h: [3.4, 'L 0 0 0 6', 'A 1.7 3.7 1.7 1.7 180 360', 'L 3.4 3.7 3.4 6'],
  i: [0, 'L 0 2 0 6', 'L 0 0.3 0 0.35'],
  j: [1, 'L 1 2 1 6.6', 'A 0 6.6 1 1.2 0 100', 'L 1 0.3 1 0.35'],
  k: [3.2, 'L 0 0 0 6', 'L 3 2 0 4.5', 'L 1.1 3.6 3.2 6'],
  l: [0, 'L 0 0 0 6'],
  m: [
    5.4,
    'L 0 2 0 6',
    'A 1.35 3.4 1.35 1.4 180 360',
    'L 2.7 3.4 2.7 6',
    'A 4.05 3.4 1.35 1.4 180 360',
    'L 5.4 3.4 5.4 6',
  ],
  n: [3.4, 'L 0 2 0 6', 'A 1.7 3.7 1.7 1.7 180 360', 'L 3.4 3.7 3.4 6'],
  o: [3.6, O],
  p: [3.6, 'L 0 2 0 8', O],
  q: [3.6, O, 'L 3.6 2 3.6 8'],
  r: [2.1, 'L 0 2 0 6', 'A 1.7 3.7 1.7 1.7 180 285'],
  s: [2.9, 'A 1.45 3 1.35 1 330 90', 'A 1.45 5 1.45 1 270 510'],
  t: [2.2, 'L 0.9 0.5 0.9 4.8', 'A 2.1 4.8 1.2 1.2 180 65', 'L 0 2 2.1 2'],
  u: [3.4, 'L 0 2 0 4.3', 'A 1.7 4.3 1.7 1.7 180 0', 'L 3.4 2 3.4 6'],
  v: [3.2, 'L 0 2 1.6 6 3.2 2'],
  w: [4.8, 'L 0 2 1.2 6 2.4 2.4 3.6 6 4.8 2'],
  x: [3, 'L 0 2 3 6', 'L 3 2 0 6'],
  y: [3.4, 'L 0 2 1.75 6', 'L 3.4 2 1.1 8'],
  z: [2.8, 'L 0 2 2.8 2 0 6 2.8 6'],
  A: [4.4, 'L 0 6 2.2 0 4.4 6', 'L 0.8 4 3.6 4'],
  B: [
    3.7,
    'L 0 0 0 6 2.2 6',
    'A 2.2 4.45 1.5 1.55 90 -90',
    'L 0 2.9 2.2 2.9',
    'L 0 0 2 0',
    'A 2 1.45 1.4 1.45 270 450',
  ],
  C: [4.2, 'A 2.4 3 2.4 3 315 45'],
  D: [4.2, 'L 1.6 0 0 0 0 6 1.6 6', 'A 1.6 3 2.6 3 90 -90'],
  E: [3.2, 'L 3.2 0 0 0 0 6 3.2 6', 'L 0 2.9 2.7 2.9'],
  F: [3.2, 'L 3.2 0 0 0 0 6', 'L 0 2.9 2.7 2.9'],
  G: [4.8, 'A 2.4 3 2.4 3 315 0', 'L 4.8 3 2.8 3'],
  H: [4, 'L 0 0 0 6', 'L 4 0 4 6', 'L 0 2.9 4 2.9'],
  I: [0, 'L 0 0 0 6'],
  J: [2.4, 'L 2.4 0 2.4 4.6', 'A 1.2 4.6 1.2 1.4 0 180'],
  K: [3.8, 'L 0 0 0 6', 'L 3.6 0 0 3.7', 'L 1.3 2.5 3.8 6'],
  L: [3, 'L 0 0 0 6 3 6'],
  M: [4.8, 'L 0 6 0 0 2.4 4 4.8 0 4.8 6'],
  N: [4, 'L 0 6 0 0 4 6 4 0'],
  O: [4.8, 'A 2.4 3 2.4 3 0 360'],
  P: [3.6, 'L 0 6 0 0 2 0', 'A 2 1.6 1.6 1.6 270 450', 'L 2 3.2 0 3.2'],
  Q: [4.8, 'A 2.4 3 2.4 3 0 360', 'L 3 4.2 4.8 6.4'],
  R: [3.8, 'L 0 6 0 0 2 0', 'A 2 1.6 1.6 1.6 270 450', 'L 2 3.2 0 3.2', 'L 1.9 3.2 3.8 6'],
  S: [3.8, 'A 1.9 1.5 1.75 1.5 325 90', 'A 1.9 4.5 1.9 1.5 270 505'],
  T: [4, 'L 0 0 4 0', 'L 2 0 2 6'],
  U: [4, 'L 0 0 0 4', 'A 2 4 2 2 180 0', 'L 4 4 4 0'],
  V: [4.2, 'L 0 0 2.1 6 4.2 0'],
  W: [6, 'L 0 0 1.5 6 3 0.6 4.5 6 6 0'],
  X: [4, 'L 0 0 4 6', 'L 4 0 0 6'],
  Y: [4, 'L 0 0 2 3 4 0', 'L 2 3 2 6'],
  Z: [3.6, 'L 0 0 3.6 0 0 6 3.6 6'],
  0: [3.6, 'A 1.8 3 1.8 3 0 360'],
  1: [1.8, 'L 0.1 1.2 1.6 0 1.6 6'],
  2: [3.6, 'A 1.8 1.8 1.7 1.8 190 395', 'L 3.19 2.83 0.1 6 3.6 6'],
  3: [3.5, 'A 1.7 1.5 1.6 1.5 205 450', 'A 1.7 4.5 1.8 1.5 270 520'],
  4: [3.8, 'L 2.8 6 2.8 0 0 4.2 3.8 4.2'],
  5: [3.5, 'L 3.2 0 0.6 0 0.4 2.8', 'A 1.7 4.05 1.8 1.95 222 508'],
  6: [3.6, 'A 1.8 4.1 1.8 1.9 0 360', 'A 3.4 4.1 3.4 4.1 180 260'],
  7: [3.6, 'L 0 0 3.6 0 1.3 6'],
  8: [3.6, 'A 1.8 1.45 1.5 1.45 0 360', 'A 1.8 4.45 1.8 1.55 0 360'],
  9: [3.6, 'A 1.8 1.9 1.8 1.9 0 360', 'A 0.2 1.9 3.4 4.1 0 80'],
  '.': [0, 'L 0 5.9 0 6'],
  ',': [0.6, 'L 0.5 5.8 0 7'],
  '-': [2, 'L 0 3.6 2 3.6'],
  '+': [3, 'L 0 3.6 3 3.6', 'L 1.5 2.1 1.5 5.1'],
  '/': [2.6, 'L 2.6 -0.4 0 6.8'],
  '(': [1.2, 'A 4 3 4 5 218 142'],
  ')': [1.2, 'A -2.8 3 4 5 -38 38'],
  '=': [2.8, 'L 0 2.8 2.8 2.8', 'L 0 4.6 2.8 4.6'],
  ':': [0, 'L 0 2.6 0 2.7', 'L 0 5.9 0 6'],
  '^': [2.4, 'L 0 2 1.2 0.2 2.4 2'],
  '%': [4.6, 'A 1 1.2 1 1.2 0 360', 'A 3.6 4.8 1 1.2 0 360', 'L 4 0 0.6 6'],
  "'": [0, 'L 0 0 0 1.4'],
  ' ': [1.6],
};

function glyph(char) {
  const found = glyphs[char];
  if (!found) throw new Error(`No strokes for “${char}”`);
  const [width, ...parts] = found;
  return [width, parts.map(polyline)];
}

function polyline(part) {
  const [kind, ...rest] = part.split(' ');
  const n = rest.map(Number);
  if (kind === 'L') return Array.from({ length: n.length / 2 }, (_, i) => [n[2 * i], n[2 * i + 1]]);
  const [cx, cy, rx, ry, from, to] = n;
  const steps = Math.ceil(Math.abs(to - from) / 12);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = (mix(from, to, i / steps) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

// ---------------------------------------------------------------- charts

const ink = '#1f2733';
const soft = '#667085';
const rule = '#e4e8ee';
const paper = '#ffffff';
const palette = ['#2f6fed', '#e8743b', '#1f9d78', '#8e5bd0', '#d1437a'];

/** A frame with axes; returns the two scales. Ticks are [value, label]. */
function frame(canvas, { x, y, xLabel, yLabel, title, left = 96, right = 40, top = 84, bottom = 84 }) {
  const [x0, x1, y0, y1] = [left, canvas.width - right, canvas.height - bottom, top];
  const sx = (v) => mix(x0, x1, (v - x.min) / (x.max - x.min));
  const sy = (v) => mix(y0, y1, (v - y.min) / (y.max - y.min));
  canvas.text(title, left, 46, 17, ink, { weight: 0.16 });
  for (const [v, label] of y.ticks) {
    canvas.line(
      [
        [x0, sy(v)],
        [x1, sy(v)],
      ],
      1,
      rule,
    );
    canvas.text(label, x0 - 14, sy(v) + 6, 12, soft, { align: 1 });
  }
  for (const [v, label] of x.ticks) {
    canvas.line(
      [
        [sx(v), y0],
        [sx(v), y0 + 7],
      ],
      1.4,
      soft,
    );
    canvas.text(label, sx(v), y0 + 28, 12, soft, { align: 0.5 });
  }
  canvas.line(
    [
      [x0, y0],
      [x1, y0],
    ],
    1.6,
    soft,
  );
  canvas.text(xLabel, (x0 + x1) / 2, canvas.height - 20, 13, ink, { align: 0.5 });
  canvas.text(yLabel, 30, (y0 + y1) / 2, 13, ink, { align: 0.5, angle: -90 });
  return { sx, sy };
}

const curve = (from, to, steps, at) => Array.from({ length: steps + 1 }, (_, i) => at(mix(from, to, i / steps)));

/** Training loss against compute for five model sizes, with the envelope a power law. */
function lossByScale() {
  const canvas = new Canvas(960, 600, paper);
  const { sx, sy } = frame(canvas, {
    title: 'Loss against compute, five model sizes',
    xLabel: 'training compute, FLOP (log scale)',
    yLabel: 'loss, nats per token',
    x: { min: 17, max: 23, ticks: [17, 18, 19, 20, 21, 22, 23].map((v) => [v, `10^${v}`]) },
    y: { min: 2, max: 6, ticks: [2, 3, 4, 5, 6].map((v) => [v, v.toFixed(1)]) },
    right: 112,
  });
  const envelope = (c) => 1.69 + 2.35 * 10 ** (-0.118 * (c - 18));
  canvas.line(
    curve(17.1, 22.9, 240, (c) => [sx(c), sy(envelope(c))]),
    2.4,
    '#98a2b3',
    { dash: 9 },
  );
  const sizes = [
    ['10M', 18.1],
    ['40M', 19.0],
    ['160M', 19.9],
    ['640M', 20.8],
    ['2.5B', 21.7],
  ];
  for (const [i, [label, best]] of sizes.entries()) {
    const at = (c) => {
      const u = c - best;
      const bend = u < 0 ? 0.3 * u * u * (1 + 0.22 * u * u) : 0.05 * u * u;
      return envelope(c) + bend + 0.015;
    };
    const from = Math.max(17.02, best - 1.45);
    const points = curve(from, best + 1.25, 140, (c) => [sx(c), sy(at(c))]).filter(([, py]) => py > 86);
    canvas.line(points, 3.2, palette[i]);
    const [ex, ey] = points.at(-1);
    canvas.circle(ex, ey, 5, palette[i]);
    canvas.text(label, ex + 12, ey + (i === 4 ? 5 : -6), 13, palette[i], { weight: 0.17 });
  }
  canvas.text('compute-optimal envelope', sx(17.25), sy(2.32), 12, soft);
  canvas.line(
    [
      [sx(18.75), sy(2.45)],
      [sx(18.95), sy(3.45)],
    ],
    1.2,
    '#98a2b3',
  );
  return canvas;
}

/** Probe quality by layer for three tasks: the middle wins where the task is local. */
function qualityByLayer() {
  const canvas = new Canvas(960, 560, paper);
  const { sx, sy } = frame(canvas, {
    title: 'Linear probe quality by layer',
    xLabel: 'layer of the encoder',
    yLabel: "share of the task's best, %",
    x: { min: 1, max: 48, ticks: [1, 8, 16, 24, 32, 40, 48].map((v) => [v, String(v)]) },
    y: { min: 30, max: 105, ticks: [40, 60, 80, 100].map((v) => [v, String(v)]) },
    right: 178,
  });
  canvas.rect(sx(28), 84, sx(35) - sx(28), 560 - 84 - 84, palette[0], { opacity: 0.07 });
  const bump = (peak, rise, fall, base) => (l) =>
    base + (100 - base) * Math.exp(-(((l - peak) / (l < peak ? rise : fall)) ** 2));
  const tasks = [
    ['classification', (l) => 36 + (64 / (1 + Math.exp(-(l - 26) / 6.5))) * 1.03, -6],
    ['detection', bump(33, 19, 17, 34), 4],
    ['depth', bump(29, 18, 15, 32), 14],
  ];
  for (const [i, [label, at, dy]] of tasks.entries()) {
    const value = (l) => Math.min(100, at(l)) + 0.5 * Math.sin(l * 1.9 + i * 2);
    canvas.line(
      curve(1, 48, 47, (l) => [sx(l), sy(value(l))]),
      3.2,
      palette[i],
    );
    let best = 1;
    for (let l = 1; l <= 48; l++) if (value(l) > value(best)) best = l;
    canvas.circle(sx(best), sy(value(best)), 7, paper);
    canvas.circle(sx(best), sy(value(best)), 5, palette[i]);
    canvas.text(label, sx(48) + 14, sy(value(48)) + dy, 13, palette[i], { weight: 0.17 });
  }
  canvas.text('local tasks peak here', sx(31.5), sy(37), 12, soft, { align: 0.5 });
  return canvas;
}

/** One attention head over a short sentence: causal, with a sink on the first token. */
function attentionHeatmap() {
  const tokens = ['<s>', 'the', 'model', 'reads', 'the', 'paper', 'and', 'cites', 'it'].map((t) =>
    t === '<s>' ? '(s)' : t,
  );
  const n = tokens.length;
  const cell = 54;
  const [left, top] = [132, 128];
  const canvas = new Canvas(left + n * cell + 130, top + n * cell + 44, paper);
  canvas.text('Attention weights, one causal head', 32, 42, 17, ink, { weight: 0.16 });
  canvas.text('query in rows, key in columns', 32, 68, 12, soft);
  const strong = {
    '3,2': 2.6,
    '5,3': 1.7,
    '5,4': 1.2,
    '7,2': 2.1,
    '7,5': 1.4,
    '8,5': 3.1,
    '8,2': 0.9,
    '4,3': 0.6,
    '6,5': 1.1,
  };
  for (let row = 0; row < n; row++) {
    const logits = Array.from(
      { length: row + 1 },
      (_, col) =>
        (col === 0 ? 1.6 : 0) +
        (col === row ? 1 : 0) +
        (strong[`${row},${col}`] ?? 0) +
        0.25 * Math.sin(3 * row + 5 * col),
    );
    const sum = logits.reduce((s, v) => s + Math.exp(v), 0);
    canvas.text(tokens[row], left - 14, top + row * cell + 33, 13, ink, { align: 1 });
    canvas.text(tokens[row], left + row * cell + 24, top - 12, 13, ink, { angle: -38 });
    for (let col = 0; col < n; col++) {
      const weight = col <= row ? Math.exp(logits[col]) / sum : 0;
      const color = col <= row ? heat(weight) : rgb('#f2f4f7');
      canvas.rect(left + col * cell + 1.5, top + row * cell + 1.5, cell - 3, cell - 3, color, { radius: 6 });
      if (weight >= 0.3)
        canvas.text(
          weight > 0.995 ? '1' : weight.toFixed(2).slice(1),
          left + col * cell + cell / 2,
          top + row * cell + 33,
          11,
          weight > 0.42 ? paper : ink,
          { align: 0.5 },
        );
    }
  }
  const [bx, by, bh] = [left + n * cell + 36, top + 2, n * cell - 4];
  for (let y = 0; y < bh; y += 4) canvas.rect(bx, by + y, 18, 4, heat(1 - y / bh));
  for (const v of [0, 0.5, 1]) canvas.text(v.toFixed(1), bx + 28, by + (1 - v) * bh + 5, 12, soft);
  return canvas;
}

function heat(t) {
  const stops = ['#eef4ff', '#b9d2fb', '#6ea3f2', '#2f6fed', '#1b3f9c', '#11245c'].map(rgb);
  const at = clamp(t) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  return blend(stops[i], stops[i + 1], at - i);
}

/** A batch of image-text pairs: the diagonal is pulled up, the rest is pushed down. */
function similarityMatrix() {
  const n = 8;
  const cell = 50;
  const [left, top] = [152, 150];
  const canvas = new Canvas(left + n * cell + 56, top + n * cell + 78, paper);
  canvas.text('Image-text similarity in one batch', 32, 42, 17, ink, { weight: 0.16 });
  canvas.text('pairs lie on the diagonal', 32, 68, 12, soft);
  canvas.text('texts', left + (n * cell) / 2, top - 40, 13, ink, { align: 0.5 });
  canvas.text('images', 58, top + (n * cell) / 2, 13, ink, { align: 0.5, angle: -90 });
  for (let i = 0; i < n; i++) {
    canvas.text(`T${i + 1}`, left + i * cell + cell / 2, top - 13, 12, soft, { align: 0.5 });
    canvas.text(`I${i + 1}`, left - 16, top + i * cell + 31, 12, soft, { align: 1 });
    for (let j = 0; j < n; j++) {
      const noise = 0.5 + 0.5 * Math.sin(12.9898 * (i + 1) + 78.233 * (j + 1) + i * j);
      const value = i === j ? 0.86 + 0.1 * noise : 0.04 + 0.26 * noise * noise;
      const color = i === j ? blend(rgb('#fbe3d6'), rgb('#e8743b'), value) : heat(value * 0.75);
      canvas.rect(left + j * cell + 1.5, top + i * cell + 1.5, cell - 3, cell - 3, color, { radius: 6 });
    }
  }
  const y = top + n * cell + 36;
  canvas.rect(left, y - 12, 16, 16, '#e8743b', { radius: 3 });
  canvas.text('true pair', left + 26, y + 2, 12, soft);
  canvas.rect(left + 170, y - 12, 16, 16, rgb('#b9d2fb'), { radius: 3 });
  canvas.text('other pairs', left + 196, y + 2, 12, soft);
  return canvas;
}

/** Paths of three optimizers over a narrow valley. */
function optimizerPaths() {
  const canvas = new Canvas(960, 560, paper);
  const [x0, y0, w, h] = [40, 76, 880, 400];
  canvas.text('Three optimizers in a narrow valley', x0, 46, 17, ink, { weight: 0.16 });
  const toX = (px) => ((px - x0) / w) * 9 - 1;
  const toY = (py) => 2 - ((py - y0) / h) * 4;
  const [cx, cy] = [6.2, 0];
  const loss = (x, y) => 0.12 * (x - cx) ** 2 + 2.4 * (y - cy) ** 2;
  const bands = Array.from({ length: 9 }, (_, i) =>
    rgb(['#dbe7fd', '#e2ecfd', '#e8f0fe', '#edf3fe', '#f1f6fe', '#f5f8ff', '#f8faff', '#fafcff', '#fcfdff'][i]),
  );
  const levels = [0.12, 0.45, 1, 1.8, 2.9, 4.3, 6, 8.1];
  for (let i = 0; i < bands.length; i++) {
    const [lo, hi] = [levels[i - 1] ?? -1, levels[i] ?? 1e9];
    canvas.fill(
      bands[i],
      1,
      (px, py) => {
        const v = loss(toX(px), toY(py));
        return v >= lo && v < hi ? 1 : 0;
      },
      [x0, y0, x0 + w, y0 + h],
    );
  }
  for (const level of levels) {
    canvas.fill(
      '#a9c3f3',
      1,
      (px, py) => {
        const [x, y] = [toX(px), toY(py)];
        const gx = 0.24 * (x - cx) * (9 / w);
        const gy = -4.8 * (y - cy) * (4 / h);
        return 1.1 - Math.abs(loss(x, y) - level) / (Math.hypot(gx, gy) + 1e-9);
      },
      [x0, y0, x0 + w, y0 + h],
    );
  }
  const place = ([x, y]) => [x0 + ((x + 1) / 9) * w, y0 + ((2 - y) / 4) * h];
  const start = [-0.5, 1.55];
  const grad = ([x, y]) => [0.24 * (x - cx), 4.8 * (y - cy)];
  const runs = [
    ['SGD', palette[1], descend(start, 26, (g) => [0.385 * g[0], 0.385 * g[1]], grad)],
    ['SGD + momentum', palette[3], momentum(start, 44, grad)],
    ['Adam', palette[2], adam(start, 60, grad)],
  ];
  for (const [i, [label, color, path]] of runs.entries()) {
    const points = path.map(place);
    canvas.line(points, 2.6, color);
    for (const [px, py] of points) canvas.circle(px, py, 3.4, color);
    const lx = x0 + 20 + [0, 120, 380][i];
    canvas.line(
      [
        [lx, 512],
        [lx + 28, 512],
      ],
      3,
      color,
    );
    canvas.text(label, lx + 40, 518, 13, ink);
  }
  const [sx, sy] = place(start);
  canvas.circle(sx, sy, 7, ink);
  canvas.text('start', sx + 14, sy - 6, 12, ink);
  const [mx, my] = place([cx, cy]);
  canvas.lines(
    [
      [
        [mx - 8, my],
        [mx + 8, my],
      ],
      [
        [mx, my - 8],
        [mx, my + 8],
      ],
    ],
    2.6,
    ink,
  );
  canvas.text('minimum', mx + 16, my - 10, 12, ink);
  return canvas;
}

function descend(start, steps, step, grad) {
  const path = [start];
  for (let i = 0; i < steps; i++) {
    const p = path.at(-1);
    const d = step(grad(p));
    path.push([p[0] - d[0], p[1] - d[1]]);
  }
  return path;
}

function momentum(start, steps, grad) {
  let v = [0, 0];
  return descend(
    start,
    steps,
    (g) => {
      v = v.map((m, i) => 0.8 * m + 0.055 * g[i]);
      return v;
    },
    grad,
  );
}

function adam(start, steps, grad) {
  let [m, v, t] = [[0, 0], [0, 0], 0];
  return descend(
    start,
    steps,
    (g) => {
      t++;
      m = m.map((a, i) => 0.9 * a + 0.1 * g[i]);
      v = v.map((a, i) => 0.99 * a + 0.01 * g[i] ** 2);
      return m.map((a, i) => (0.2 * (a / (1 - 0.9 ** t))) / (Math.sqrt(v[i] / (1 - 0.99 ** t)) + 1e-8));
    },
    grad,
  );
}

/** Warm-up with cosine decay beside warm-up, plateau and decay. */
function learningRate() {
  const canvas = new Canvas(960, 480, paper);
  const { sx, sy } = frame(canvas, {
    title: 'Two learning rate schedules',
    xLabel: 'share of training, %',
    yLabel: 'share of peak, %',
    x: { min: 0, max: 100, ticks: [0, 20, 40, 60, 80, 100].map((v) => [v, String(v)]) },
    y: { min: 0, max: 110, ticks: [0, 25, 50, 75, 100].map((v) => [v, String(v)]) },
  });
  const warm = (s) => (s < 4 ? (100 * s) / 4 : undefined);
  const cosine = (s) => warm(s) ?? 10 + 45 * (1 + Math.cos((Math.PI * (s - 4)) / 96));
  const plateau = (s) => warm(s) ?? (s < 80 ? 100 : 100 - (100 * (s - 80)) / 20);
  canvas.line(
    curve(0, 100, 200, (s) => [sx(s), sy(cosine(s))]),
    3.4,
    palette[0],
  );
  canvas.line(
    curve(0, 100, 200, (s) => [sx(s), sy(plateau(s))]),
    3.4,
    palette[1],
  );
  canvas.text('warm-up + cosine', sx(43), sy(42), 13, palette[0], { align: 1, weight: 0.17 });
  canvas.text('warm-up + plateau + decay', sx(78), sy(104), 13, palette[1], { align: 1, weight: 0.17 });
  return canvas;
}

// ---------------------------------------------------------------- diagrams (SVG)

const font = "font-family=\"system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif\"";

function svg(width, height, title, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ${font}>
<title>${title}</title>
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M1 1 9 5 1 9" fill="none" stroke="${soft}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></marker></defs>
<rect width="${width}" height="${height}" rx="10" fill="${paper}"/>
${body.join('\n')}
</svg>
`;
}

const label = (x, y, text, { size = 16, color = ink, weight = 500, anchor = 'middle' } = {}) =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${text}</text>`;

const block = (x, y, w, h, text, color, note) =>
  [
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="9" fill="${color}" fill-opacity="0.12" stroke="${color}" stroke-width="1.6"/>`,
    label(x + w / 2, y + h / 2 + (note ? -3 : 6), text, { weight: 600 }),
    note ? label(x + w / 2, y + h / 2 + 17, note, { size: 13, color: soft, weight: 400 }) : '',
  ].join('');

const path = (d, tip = true) =>
  `<path d="${d}" fill="none" stroke="${soft}" stroke-width="1.8" stroke-linejoin="round"${tip ? ' marker-end="url(#tip)"' : ''}/>`;

function transformerBlock() {
  const [x, w] = [150, 240];
  return svg(540, 620, 'Pre-norm transformer block', [
    label(32, 44, 'Pre-norm transformer block', { size: 20, weight: 700, anchor: 'start' }),
    `<rect x="76" y="92" width="388" height="474" rx="14" fill="none" stroke="#d0d5dd" stroke-width="1.6" stroke-dasharray="6 5"/>`,
    label(452, 116, '× L', { size: 15, color: soft, anchor: 'end' }),
    path('M270 592 V526'),
    label(284, 584, 'input x', { size: 14, color: soft, anchor: 'start' }),
    block(x, 476, w, 46, 'LayerNorm', '#667085'),
    path('M270 476 V452'),
    block(x, 392, w, 56, 'Multi-head attention', palette[0], 'mixes tokens'),
    path('M270 392 V364'),
    `<circle cx="270" cy="346" r="15" fill="${paper}" stroke="${palette[1]}" stroke-width="1.8"/>`,
    label(270, 352, '+', { size: 20, color: palette[1], weight: 700 }),
    path('M270 548 H112 V346 H251'),
    path('M270 331 V304'),
    block(x, 254, w, 46, 'LayerNorm', '#667085'),
    path('M270 254 V230'),
    block(x, 170, w, 56, 'MLP', palette[2], 'works on each token alone'),
    path('M270 170 V152'),
    `<circle cx="270" cy="134" r="15" fill="${paper}" stroke="${palette[1]}" stroke-width="1.8"/>`,
    label(270, 140, '+', { size: 20, color: palette[1], weight: 700 }),
    path('M270 318 H112 V134 H251'),
    path('M270 119 V68'),
    label(284, 80, 'output', { size: 14, color: soft, anchor: 'start' }),
    `<text x="100" y="240" font-size="13" fill="${soft}" text-anchor="middle" transform="rotate(-90 100 240)">residual</text>`,
    `<text x="100" y="446" font-size="13" fill="${soft}" text-anchor="middle" transform="rotate(-90 100 446)">residual</text>`,
  ]);
}

function vitPipeline() {
  const tiles = [];
  const colors = [
    '#9ec5fe',
    '#b8d8ff',
    '#cfe5ff',
    '#9ec5fe',
    '#8bc6a4',
    '#f2c879',
    '#e8a35b',
    '#a9d7b9',
    '#6fb48c',
    '#7dbf98',
  ];
  for (let i = 0; i < 16; i++) {
    const [col, row] = [i % 4, Math.floor(i / 4)];
    tiles.push(
      `<rect x="${40 + col * 36}" y="${108 + row * 36}" width="32" height="32" rx="4" fill="${colors[(i * 7 + row) % colors.length]}"/>`,
    );
  }
  const tokens = [];
  for (let i = 0; i < 7; i++) {
    tokens.push(
      `<rect x="430" y="${70 + i * 34}" width="58" height="26" rx="6" fill="${i === 0 ? palette[1] : palette[0]}" fill-opacity="${i === 0 ? 0.9 : 0.16 + 0.02 * i}" stroke="${i === 0 ? palette[1] : palette[0]}" stroke-width="1.4"/>`,
    );
  }
  return svg(960, 360, 'Vision Transformer: from patches to a class', [
    label(32, 40, 'Vision Transformer: from patches to a class', { size: 20, weight: 700, anchor: 'start' }),
    ...tiles,
    label(111, 284, 'image in patches', { size: 14, color: soft }),
    path('M194 180 H228'),
    block(236, 146, 150, 68, 'Linear map', '#667085', '+ position'),
    path('M390 180 H420'),
    ...tokens,
    label(459, 88, '[CLS]', { size: 13, color: paper, weight: 700 }),
    label(459, 332, 'tokens', { size: 14, color: soft }),
    path('M496 180 H528'),
    block(536, 120, 190, 120, 'Transformer', palette[0], 'L encoder blocks'),
    path('M730 180 H762'),
    block(770, 146, 150, 68, 'Head', palette[1], 'reads [CLS]'),
    label(845, 250, 'class', { size: 14, color: soft }),
  ]);
}

function ragPipeline() {
  return svg(960, 340, 'Retrieval-augmented generation', [
    label(32, 42, 'Retrieval-augmented generation', { size: 20, weight: 700, anchor: 'start' }),
    block(36, 96, 150, 66, 'Question', '#667085'),
    path('M190 129 H236'),
    block(244, 96, 170, 66, 'Query encoder', palette[0], 'one vector'),
    path('M418 129 H464'),
    block(472, 96, 180, 66, 'Nearest passages', palette[0], 'top k'),
    path('M656 129 H704'),
    block(712, 96, 212, 66, 'Generator', palette[1], 'question + passages'),
    path('M818 166 V232'),
    label(818, 258, 'answer with sources', { size: 15, weight: 600 }),
    block(244, 228, 170, 66, 'Passage encoder', palette[2], 'done once'),
    path('M418 261 H464'),
    block(472, 228, 180, 66, 'Vector index', palette[2]),
    path('M562 228 V170'),
    block(36, 228, 150, 66, 'Documents', '#667085'),
    path('M190 261 H236'),
    path('M111 96 V74 H818 V90'),
  ]);
}

// ---------------------------------------------------------------- reading form (PDF)

/** Two plain pages with a heading, questions and lines to write on. */
function readingForm() {
  const pages = [
    [
      'Reading form: first pass',
      [
        'What kind of paper is it?',
        'What does it answer?',
        'Which assumptions does it make?',
        'What is new?',
        'Read on? Why?',
      ],
    ],
    [
      'Reading form: second pass',
      [
        'The main claim in one sentence',
        'The figure that carries it',
        'What is compared, at what budget?',
        'What would change my mind?',
        'Notes to link',
      ],
    ],
  ];
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const [title, questions] of pages) {
    const draw = [`BT /F1 20 Tf 56 770 Td (${title}) Tj ET`, '0.75 G 0.6 w'];
    for (const [i, question] of questions.entries()) {
      const y = 720 - i * 132;
      draw.push(`BT /F1 12 Tf 56 ${y} Td (${question}) Tj ET`);
      for (const line of [34, 62, 90]) draw.push(`56 ${y - line} m 539 ${y - line} l S`);
    }
    const content = draw.join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) out += `${String(at).padStart(10, '0')} 00000 n \n`;
  return `${out}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
}

// ---------------------------------------------------------------- icon

/** [[ ]] around a note that holds a small figure, on a rounded square. */
function icon() {
  const canvas = new Canvas(128, 128);
  const distance = (px, py) => {
    const [qx, qy] = [Math.abs(px - 64) - 34, Math.abs(py - 64) - 34];
    return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - 28;
  };
  const [upper, lower] = [rgb('#3b7bf6'), rgb('#3a3fb8')];
  for (let y = 0; y < 128; y++) {
    canvas.fill(blend(upper, lower, y / 127), 1, (px, py) => 0.5 - distance(px, py), [0, y, 128, y + 1]);
  }
  const bracket = (x, turn) => [
    [x + 9 * turn, 32],
    [x, 32],
    [x, 96],
    [x + 9 * turn, 96],
  ];
  canvas.lines([bracket(28, 1), bracket(100, -1)], 6, '#ffffff');
  canvas.lines([bracket(15, 1), bracket(113, -1)], 6, '#ffffff', { opacity: 0.62 });
  canvas.rect(43, 34, 42, 60, '#ffffff', { radius: 6 });
  canvas.rect(49, 41, 22, 4, '#3a3fb8', { radius: 2 });
  canvas.rect(49, 50, 30, 24, '#dfe9ff', { radius: 3 });
  canvas.line(
    [
      [53, 70],
      [60, 61],
      [66, 66],
      [75, 55],
    ],
    3,
    '#f0803c',
  );
  canvas.rect(49, 80, 30, 3, '#9fb0d6', { radius: 1.5 });
  canvas.rect(49, 86, 20, 3, '#9fb0d6', { radius: 1.5 });
  return canvas;
}

// ---------------------------------------------------------------- all

mkdirSync(media, { recursive: true });
const files = [
  [join(media, 'loss_by_scale.png'), png(lossByScale())],
  [join(media, 'quality_by_layer.png'), png(qualityByLayer())],
  [join(media, 'attention_heatmap.png'), png(attentionHeatmap())],
  [join(media, 'similarity_matrix.png'), png(similarityMatrix())],
  [join(media, 'optimizer_paths.png'), png(optimizerPaths())],
  [join(media, 'learning_rate.png'), png(learningRate())],
  [join(media, 'transformer_block.svg'), Buffer.from(transformerBlock())],
  [join(media, 'vit_pipeline.svg'), Buffer.from(vitPipeline())],
  [join(media, 'rag_pipeline.svg'), Buffer.from(ragPipeline())],
  [join(media, 'reading_form.pdf'), Buffer.from(readingForm())],
  [join(root, 'icon.png'), png(icon(), true)],
];
for (const [file, bytes] of files) {
  if (bytes.length >= 60_000) throw new Error(`${file} is too large: ${bytes.length} bytes`);
  writeFileSync(file, bytes);
  console.log(`${String(bytes.length).padStart(6)}  ${file.slice(root.length + 1)}`);
}
