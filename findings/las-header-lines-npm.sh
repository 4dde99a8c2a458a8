#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# las-js 3.4.2 and wellio 0.1.16 (npm) misread header lines of valid LAS 2.0 files, without an error.
#
# Versions  las-js 3.4.2, wellio 0.1.16 (npm)
# Input     A LAS 2.0 log of core recovery whose header lines have one space between unit and value, a date with a time
#           and a description with a colon.
# Expected  "LAS Version 2.0: A Digital Standard for Logs" (CWLS, update of January 2014), section 5.2: the delimiters
#           of a header line are the first dot, the first space after that dot and the last colon. So `STRT.M 635.0000
#           :START DEPTH` is the value 635.0000 in M, and the value of `DATE. 2026-11-30 12:30 :LOG DATE` is `2026-11-30
#           12:30`.
# Seen      las-js: the value of STRT is `STRT.M 635.0000` (right only after four spaces or more), the version is NaN,
#           of the date remains `2026-11-30 12`. The first colon ends the value. wellio: the value of STRT is `0000`,
#           its unit `0`; of STEP -0.125 remains `25`, of NULL -999.25 `25`, the version and the value of MLEN are
#           empty. It cuts at a fixed number of characters after the dot, wherever the space is. Both read the columns of
#           data as they are.
# Matters   Start, step, NULL and the threshold of an RQD log stand in the header. A reader that takes them from these
#           libraries places the log wrongly. A writer can pad the header to wide columns, which las-js reads.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund las-js@3.4.2 wellio@0.1.16
cat > "$work/run.cjs" <<'JS'
const assert = require('node:assert');
const { Las } = require('las-js');
const wellio = require('wellio');

const file = [
  '~Version Information',
  'VERS. 2.0 :CWLS log ASCII Standard -VERSION 2.0',
  'WRAP. NO :One line per depth step',
  '~Well Information',
  'STRT.M 635.0000 :START DEPTH',
  'STOP.M 634.8750 :STOP DEPTH',
  'STEP.M -0.125 :STEP',
  'NULL. -999.25 :NULL VALUE',
  'WELL. BH-1 :WELL',
  'DATE. 2026-11-30 12:30 :LOG DATE',
  '~Parameter Information',
  'MLEN.MM 100 :SHORTEST PIECE',
  '~Curve Information',
  'DEPT.M :1 DEPTH',
  'RQD.% :2 RQD: PIECES OVER 100 MM',
  '~A',
  '635.000 80',
  '634.875 -999.25',
  '',
].join('\r\n');

// The three delimiters of section 5.2.
function standard(mnemonic) {
  const line = file.split('\r\n').find((l) => l.startsWith(mnemonic + '.'));
  const dot = line.indexOf('.');
  const space = line.indexOf(' ', dot);
  const colon = line.lastIndexOf(':');
  return { unit: line.slice(dot + 1, space), value: line.slice(space, colon).trim(), description: line.slice(colon + 1).trim() };
}

(async () => {
  assert.deepStrictEqual(standard('STRT'), { unit: 'M', value: '635.0000', description: 'START DEPTH' });
  assert.strictEqual(standard('DATE').value, '2026-11-30 12:30');

  const las = new Las(file, { loadFile: false });
  const well = await las.wellParams();
  const parameters = await las.logParams();
  const log = wellio.las2json(file, false);
  const block = { ...log['WELL INFORMATION BLOCK'], ...log['PARAMETER INFORMATION'], ...log['VERSION INFORMATION'] };
  const rows = [];
  for (const mnemonic of ['VERS', 'STRT', 'STEP', 'NULL', 'DATE', 'MLEN']) {
    const js = mnemonic === 'VERS' ? String(await las.version()) : { ...well, ...parameters }[mnemonic].value;
    rows.push([mnemonic, standard(mnemonic).value, js, block[mnemonic].DATA]);
  }
  console.table(rows.map(([header, standard, lasJs, wellio]) => ({ header, standard, 'las-js': lasJs, wellio })));

  assert.deepStrictEqual(rows.map((r) => r[2]),
    ['NaN', 'STRT.M 635.0000', 'STEP.M -0.125', '-999.25', '2026-11-30 12', 'MLEN.MM 100']);
  assert.deepStrictEqual(rows.map((r) => r[3]), ['', '0000', '25', '25', '11-30 12', '']);
  assert.strictEqual(block.STRT.UNIT, '0');
  assert.deepStrictEqual(await las.data(), [[635, 80], [634.875, -999.25]]);
  assert.deepStrictEqual(log.CURVES.RQD, ['80', '-999.25']);

  const padded = new Las(file.replace('STRT.M 635', 'STRT.M    635'), { loadFile: false });
  assert.strictEqual((await padded.wellParams()).STRT.value, '635.0000');
  console.log('as described');
})();
JS
node "$work/run.cjs"
