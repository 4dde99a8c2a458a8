#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# image-js 1.7.0 (npm; by fast-png 8.0.0) and upng-js 2.1.0 (npm) read PNG masks of 1, 2 or 4 bits a pixel sheared or
# scrambled, without an error, where a row does not fill whole bytes.
#
# Versions  image-js 1.7.0 with fast-png 8.0.0, upng-js 2.1.0; pngjs 7.0.0 and sharp 0.34.4 (npm) as reference
# Input     Masks of 13 x 4 and 16 x 4 pixels with labels in diagonal bands, as PNG of 1, 2, 4 and 8 bits, with a
#           palette and in grey. Not interlaced.
# Expected  PNG specification, section 7.2: each row begins at a byte, the bits left over at its end are ignored. sharp
#           0.34.4 and pngjs 7.0.0 give the same pixels for every form.
# Seen      image-js with a palette: at a width of 13 the rows after the first are moved by the bits left over (23 to 39
#           of 52 pixels wrong), at 16 all is right. In grey of 1 bit it is wrong at both widths; grey of 2 and 4 bits
#           ends in an error. upng-js: right with a palette, moved in grey at 13. 8 bits are right everywhere.
# Matters   Masks with few classes are stored with few bits: Pillow does it by itself for palettes of up to 16 colours,
#           optimisers of PNG for grey. Areas stay nearly the same, so statistics look right while no pixel fits the
#           photograph.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund image-js@1.7.0 fast-png@8.0.0 upng-js@2.1.0 pngjs@7.0.0 sharp@0.34.4
cat > "$work/run.mjs" <<'JS'
import assert from 'node:assert';
import { deflateSync } from 'node:zlib';
import { decode } from 'image-js';
import pngjs from 'pngjs';
import sharp from 'sharp';
import UPNG from 'upng-js';

const HEIGHT = 4;
const GREY = 0;
const PALETTE = 3;

function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc(body), body.length + 4);
  return framed;
}

// Four labels at most, so that every palette has a colour for each.
const label = (x, y, bits) => (x + y) % Math.min(4, 2 ** bits);
const COLOURS = [[0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255]];

function png(width, bits, kind) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = bits;
  header[9] = kind;
  const rows = [];
  for (let y = 0; y < HEIGHT; y++) {
    const row = Buffer.alloc(1 + Math.ceil((width * bits) / 8));
    for (let x = 0; x < width; x++) row[1 + ((x * bits) >> 3)] |= label(x, y, bits) << (8 - bits - ((x * bits) & 7));
    rows.push(row);
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header),
    ...(kind === PALETTE ? [chunk('PLTE', Buffer.from(COLOURS.slice(0, 2 ** bits).flat()))] : []),
    chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0)),
  ]);
}

// Each reader gives a function from x, y to [red, green, blue].
const rgba = (data, width) => (x, y) => [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3)];
const readers = {
  sharp: async (file, width) => rgba(await sharp(file).toColourspace('srgb').ensureAlpha().raw().toBuffer(), width),
  pngjs: async (file, width) => rgba(pngjs.PNG.sync.read(file).data, width),
  'image-js': async (file) => {
    const image = decode(file);
    return (x, y) => {
      const pixel = image.getPixel(x, y);
      return pixel.length < 3 ? [pixel[0], pixel[0], pixel[0]] : pixel.slice(0, 3);
    };
  },
  'upng-js': async (file, width) => rgba(new Uint8Array(UPNG.toRGBA8(UPNG.decode(file))[0]), width),
};

async function wrong(reader, file, width, bits, kind) {
  let pixelAt;
  try {
    pixelAt = await readers[reader](file, width);
  } catch {
    return 'error';
  }
  let count = 0;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < width; x++) {
      const grey = Math.round((label(x, y, bits) * 255) / (2 ** bits - 1));
      const expected = kind === PALETTE ? COLOURS[label(x, y, bits)] : [grey, grey, grey];
      if (expected.join() !== [...pixelAt(x, y)].join()) count++;
    }
  }
  return count;
}

const table = {};
for (const width of [13, 16]) {
  for (const kind of [PALETTE, GREY]) {
    for (const bits of [1, 2, 4, 8]) {
      const file = png(width, bits, kind);
      const row = { pixels: width * HEIGHT };
      for (const reader of Object.keys(readers)) row[reader] = await wrong(reader, file, width, bits, kind);
      table[`${kind === PALETTE ? 'palette' : 'grey'}, ${bits} bit, ${width} wide`] = row;
    }
  }
}
console.log('wrong pixels');
console.table(table);
assert.deepStrictEqual(Object.values(table).map((row) => Object.values(row)), [
  [52, 0, 0, 23, 0],
  [52, 0, 0, 39, 0],
  [52, 0, 0, 39, 0],
  [52, 0, 0, 0, 0],
  [52, 0, 0, 26, 23],
  [52, 0, 0, 'error', 39],
  [52, 0, 0, 'error', 39],
  [52, 0, 0, 0, 0],
  [64, 0, 0, 0, 0],
  [64, 0, 0, 0, 0],
  [64, 0, 0, 0, 0],
  [64, 0, 0, 0, 0],
  [64, 0, 0, 32, 0],
  [64, 0, 0, 'error', 0],
  [64, 0, 0, 'error', 0],
  [64, 0, 0, 0, 0],
]);
console.log('as described');
JS
node "$work/run.mjs"
