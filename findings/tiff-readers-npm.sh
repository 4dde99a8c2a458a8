#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# tiff 7.1.3 (npm; the reader of image-js 1.7.0) scrambles tiled TIFFs in colour, and utif2 4.1.0 (npm) grey TIFFs with
# JPEG compression, without an error.
#
# Versions  tiff 7.1.3, image-js 1.7.0, utif2 4.1.0; geotiff 3.0.5 and sharp 0.34.4 (npm) as reference
# Input     A ramp of 48 x 32 pixels, grey and RGB, 8 bits, as TIFF by sharp 0.34.4 (libvips, libtiff) in six forms:
#           strips and tiles of 16 x 16, uncompressed, deflate with horizontal differencing, JPEG.
# Expected  The samples that were written, for JPEG within 4. geotiff 3.0.5 and libtiff read all six so.
# Seen      tiff and image-js: of the 4608 samples of the tiled RGB picture 4487 are wrong, uncompressed; of the tiled
#           grey one with differencing 1024 of 1536; strips and uncompressed grey tiles are right. They refuse JPEG with
#           an error, and print a line for each tiled picture. utif2: of the grey JPEG 1493 of 1536 are wrong: three
#           columns for each one of the picture, as if the one sample were three. The rest is right.
# Matters   Large scans of core are tiled TIFFs, and grey ones (X-ray, ultraviolet) are often stored with JPEG
#           compression. Measures and masks made from them with these libraries are of another picture.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund \
  sharp@0.34.4 tiff@7.1.3 image-js@1.7.0 utif2@4.1.0 geotiff@3.0.5
cat > "$work/run.mjs" <<'JS'
import assert from 'node:assert';
import { fromArrayBuffer } from 'geotiff';
import { decode } from 'image-js';
import sharp from 'sharp';
import * as tiff from 'tiff';
import UTIF from 'utif2';

const WIDTH = 48;
const HEIGHT = 32;
const TILES = { tile: true, tileWidth: 16, tileHeight: 16 };

function ramp(channels) {
  const samples = new Uint8Array(WIDTH * HEIGHT * channels);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      for (let c = 0; c < channels; c++) samples[(y * WIDTH + x) * channels + c] = [x * 5, y * 7, x + y][c];
    }
  }
  return samples;
}

const readers = {
  libtiff: async (file) => sharp(file).raw().toBuffer(),
  geotiff: async (file) => (await (await fromArrayBuffer(new Uint8Array(file).buffer)).getImage()).readRGB({ interleave: true }),
  utif2: async (file) => {
    const [page] = UTIF.decode(file);
    UTIF.decodeImage(file, page);
    return UTIF.toRGBA8(page);
  },
  tiff: async (file) => tiff.decode(file)[0].data,
  'image-js': async (file) => decode(file).getRawImage().data,
};

// The number of samples that differ by more than the tolerance, or 'error'.
async function wrong(reader, file, expected, channels, tolerance) {
  let read;
  try {
    read = await readers[reader](file);
  } catch {
    return 'error';
  }
  const perPixel = read.length / (WIDTH * HEIGHT);
  let count = 0;
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
    for (let c = 0; c < channels; c++) {
      if (!(Math.abs(read[pixel * perPixel + c] - expected[pixel * channels + c]) <= tolerance)) count++;
    }
  }
  return count;
}

const forms = {
  'RGB strips': [3, { compression: 'none' }, 0],
  'RGB tiles': [3, { compression: 'none', ...TILES }, 0],
  'grey tiles': [1, { compression: 'none', ...TILES }, 0],
  'grey tiles, deflate': [1, { compression: 'deflate', predictor: 'horizontal', ...TILES }, 0],
  'grey, JPEG': [1, { compression: 'jpeg', quality: 100 }, 4],
  'RGB, JPEG': [3, { compression: 'jpeg', quality: 100 }, 4],
};
const table = {};
for (const [name, [channels, options, tolerance]] of Object.entries(forms)) {
  const samples = ramp(channels);
  const file = await sharp(samples, { raw: { width: WIDTH, height: HEIGHT, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb').tiff(options).toBuffer();
  table[name] = { samples: samples.length };
  for (const reader of Object.keys(readers)) table[name][reader] = await wrong(reader, file, samples, channels, tolerance);
}
console.log('wrong samples');
console.table(table);
assert.deepStrictEqual(Object.values(table).map((row) => Object.values(row)), [
  [4608, 0, 0, 0, 0, 0],
  [4608, 0, 0, 0, 4487, 4487],
  [1536, 0, 0, 0, 0, 0],
  [1536, 0, 0, 0, 1024, 1024],
  [1536, 0, 0, 1493, 'error', 'error'],
  [4608, 0, 0, 0, 'error', 'error'],
]);
console.log('as described');
JS
node "$work/run.mjs"
