#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# @iiif/parser 2.2.10 (npm, the newest): an image address of the IIIF Image API that is parsed and written again asks
# for another size, and sizes beyond a server's limits count as supported.
#
# Versions  @iiif/parser 2.2.10 (npm)
# Input     Addresses of a region of 4000 x 888 pixels with the forms of size of the Image API 3.0, section 4.2 (w,h  ,h
#           pct:n  !w,h  and others), all of them forms of 2.1 too; and the info.json of a level 2 service of API 3 with
#           width 6288, height 888 and maxWidth 3000.
# Expected  What is parsed and written asks for the same image. A width above maxWidth, or above that of the region
#           without ^, is one that the server must refuse.
# Seen      imageServiceRequestToString(parseImageServiceRequest(...)) turns 400,300 into 400, and ,300 into a lone
#           comma, !400,400 into !400, and pct:50 into pct:50, (the last three are no sizes of the API). With the
#           info.json of an API 2 service it is the same. With that of API 3 only pct stays wrong, but 400, becomes
#           400,57: the shape of the whole image, where the region needs 400,89. imageServiceSupportsRequest answers
#           true for 3144, and 7000, and 6288,888.
# Matters   Surveys serve core photographs by IIIF, and rows of a box are asked for as regions. A preview of at most 400
#           x 400 ends in an error of the server, a row comes squeezed, and the check before it finds nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund @iiif/parser@2.2.10
cat > "$work/run.mjs" <<'JS'
import assert from 'node:assert';
import { imageServiceRequestToString, imageServiceSupportsRequest, parseImageServiceRequest } from '@iiif/parser/image-3';

const SERVICE = 'https://example.org/iiif/box1';
const api3 = {
  '@context': 'http://iiif.io/api/image/3/context.json', id: SERVICE, type: 'ImageService3',
  protocol: 'http://iiif.io/api/image', profile: 'level2', width: 6288, height: 888, maxWidth: 3000,
};
const api2 = {
  '@context': 'http://iiif.io/api/image/2/context.json', '@id': SERVICE,
  protocol: 'http://iiif.io/api/image', profile: ['http://iiif.io/api/image/2/level2.json'], width: 6288, height: 888,
};
const request = (size) => parseImageServiceRequest(`${SERVICE}/0,0,4000,888/${size}/0/default.jpg`);
const written = (size, service) => imageServiceRequestToString(request(size), service).split('/').at(-3);

const table = {};
for (const size of ['max', '400,', ',300', '400,300', '!400,400', 'pct:50']) {
  table[size] = { alone: written(size), 'API 2': written(size, api2), 'API 3': written(size, api3) };
}
console.table(table);
const supported = {};
for (const size of ['3000,', '3144,', '6288,888', '7000,']) {
  const whole = parseImageServiceRequest(`${SERVICE}/full/${size}/0/default.jpg`);
  supported[size] = imageServiceSupportsRequest(api3, whole)[0];
}
console.log('maxWidth 3000, supported:', supported);

assert.deepStrictEqual(Object.entries(table).map(([size, row]) => [size, row.alone, row['API 2'], row['API 3']]), [
  ['max', 'max', 'full', 'max'],
  ['400,', '400,', '400,', '400,57'],
  [',300', ',', ',', ',300'],
  ['400,300', '400,', '400,', '400,300'],
  ['!400,400', '!400,', '!400,', '!400,400'],
  ['pct:50', 'pct:50,', 'pct:50,', 'pct:50,'],
]);
assert.deepStrictEqual(supported, { '3000,': true, '3144,': true, '6288,888': true, '7000,': true });
console.log('as described');
JS
node "$work/run.mjs"
