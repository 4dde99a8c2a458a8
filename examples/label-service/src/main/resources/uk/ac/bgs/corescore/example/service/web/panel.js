// SPDX-License-Identifier: Apache-2.0
/** What stands beside the photo: measures, verdict, and the table of pieces. */

import { arrow, direction } from './rows.js';
import { hue } from './viewer.js';

const $ = (id) => document.getElementById(id);

/** A number for people: four digits at most, thousands parted. */
export function number(value, digits = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  const rounded = Math.abs(value) >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits));
  return rounded.toLocaleString('en', { maximumFractionDigits: 6 }).replaceAll(',', '\u202F');
}

/** A number with so many decimals, for columns. */
function aligned(value, decimals) {
  return value === null || value === undefined || Number.isNaN(value)
    ? '–'
    : value
        .toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
        .replaceAll(',', '\u202F');
}

/** Saves a file under a name. */
export function download(address, name) {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const VERDICTS = {
  model: 'Nobody has looked at it yet.',
  scale: 'Nobody has looked at it yet.',
  accept: 'Accepted',
  reject: 'Rejected',
  correct: 'Corrected',
};

export class Panel extends EventTarget {
  constructor() {
    super();
    this.sort = { key: 'id', up: true };
    const body = $('pieces-body');
    body.addEventListener('pointerover', (event) => this.say('hover', this.idOf(event.target)));
    body.addEventListener('pointerleave', () => this.say('hover', null));
    body.addEventListener('focusin', (event) => this.say('hover', this.idOf(event.target)));
    body.addEventListener('click', (event) => this.say('choose', this.idOf(event.target)));
    const rows = $('layout-body');
    rows.addEventListener('pointerover', (event) => this.say('hover-row', this.rowOf(event.target)));
    rows.addEventListener('pointerleave', () => this.say('hover-row', null));
    rows.addEventListener('click', (event) => this.say('choose-row', this.rowOf(event.target)));
  }

  rowOf(target) {
    const row = target.closest('tr');
    return row ? Number(row.dataset.row) : null;
  }

  /**
   * The table of rows of core; hidden where there are none to be shown.
   *
   * @param rows in reading order
   * @param about what they were found by, in a few words
   * @param chosen the place of the one that is being changed, if any
   */
  layout(rows, about, chosen = null) {
    $('layout').hidden = about === null;
    $('layout-sub').textContent = about ?? '';
    const boxes = rows.some((row) => row.box !== 1);
    const sure = rows.some((row) => typeof row.found?.sure === 'number');
    const percent = (share) => (typeof share === 'number' ? `${Math.round(100 * share)} %` : '–');
    const columns = [
      ['#', null],
      ...(boxes ? [['Box', (row) => row.box]] : []),
      ['Reads', (row) => `${direction(row)} ${arrow(row)}`],
      ['Pieces', (row) => row.found?.pieces ?? '–'],
      ['Core', (row) => percent(row.found?.share)],
      ...(sure ? [['Sure', (row) => percent(row.found?.sure)]] : []),
    ];
    const head = document.createElement('tr');
    for (const [title] of columns) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = title;
      head.append(cell);
    }
    $('layout-head').replaceChildren(head);
    $('layout-body').replaceChildren(
      ...rows.map((row, i) => {
        const line = document.createElement('tr');
        line.dataset.row = i;
        line.classList.toggle('chosen', i === chosen);
        for (const [, value] of columns) {
          const cell = document.createElement('td');
          if (value) {
            cell.textContent = value(row);
          } else {
            const button = document.createElement('button');
            button.type = 'button';
            button.setAttribute('aria-label', `Row ${i + 1}, show it on the photo`);
            button.textContent = String(i + 1);
            cell.append(button);
          }
          line.append(cell);
        }
        return line;
      }),
    );
  }

  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  idOf(target) {
    const row = target.closest('tr');
    return row ? Number(row.dataset.id) : null;
  }

  /** The measures of a result, beside those of another where two are compared. */
  facts(result, other = null) {
    $('facts-title').textContent = result.photo.name;
    const scale = result.mmPerPixel ? `, ${number(result.mmPerPixel)} mm a pixel` : '';
    const model = result.model?.version ? ` ${result.model.name} version ${result.model.version}` : '';
    $('facts-sub').textContent =
      `${number(result.photo.width, 6)} × ${number(result.photo.height, 6)} px${scale} · ` +
      `${result.segmenter}${model}, ${number(result.seconds, 2)} s`;
    const notes = [
      ...(result.doubt ? [`In doubt: ${result.doubt.reason}.`] : []),
      ...(result.remarks ?? []).map((remark) => `The file: ${remark}.`),
    ];
    $('doubt').textContent = notes.join(' ');
    $('doubt').hidden = notes.length === 0;
    const rows = (r) => [
      ['Pieces', number(r.measures.total_fragments)],
      ['Rock', `${number(100 * r.measures.relative_area, 3)} %`],
      r.confidence !== undefined
        ? ['Confidence', `${number(100 * r.confidence, 3)} %`]
        : this.complexity(r),
      this.area(r),
      this.length('Perimeter', r.measures.fragment_perimeter, r.mmPerPixel),
      this.length('Mean perimeter', r.measures.average_perimeter, r.mmPerPixel),
    ];
    const others = other ? rows(other) : null;
    $('tiles').replaceChildren(
      ...rows(result).map(([title, value], i) => {
        const tile = document.createElement('div');
        const term = document.createElement('dt');
        term.textContent = title;
        const shown = document.createElement('dd');
        shown.textContent = value;
        tile.append(term, shown);
        if (others) {
          const second = document.createElement('dd');
          second.textContent = others[i][0] === title ? others[i][1] : '–';
          tile.append(second);
        }
        return tile;
      }),
    );
    const { kind, author, comment } = result.review;
    const by = author && kind !== 'model' && kind !== 'scale' ? ` by ${author}` : '';
    const said = comment ? `: “${comment}”` : '';
    $('review-state').textContent =
      kind === 'model' || kind === 'scale' ? VERDICTS[kind] : `${VERDICTS[kind]}${by}${said}.`;
    $('undo').disabled = kind === 'model';
  }

  area(result) {
    const pixels = result.measures.absolute_area;
    return result.mmPerPixel
      ? ['Rock, cm²', number((pixels * result.mmPerPixel ** 2) / 100)]
      : ['Rock, Mpx', number(pixels / 1e6, 3)];
  }

  complexity({ measures: { perimeter_complexity: pixels }, mmPerPixel }) {
    return mmPerPixel
      ? ['Perimeter ÷ area, 1/mm', number(pixels === null ? null : pixels / mmPerPixel, 3)]
      : ['Perimeter ÷ area, 1/px', number(pixels, 3)];
  }

  length(title, pixels, scale) {
    return scale
      ? [`${title}, mm`, number(pixels === null ? null : pixels * scale)]
      : [`${title}, px`, number(pixels)];
  }

  /** The table of pieces. */
  rows(features, scale) {
    this.features = features;
    this.scale = scale;
    $('pieces-count').textContent = features.length;
    const mm = (pixels) => (scale && pixels !== undefined ? pixels * scale : pixels);
    this.columns = [
      ['id', '#', (f) => f.id],
      ...(features.some((f) => f.row > 1) ? [['row', 'Row', (f) => f.row]] : []),
      ['area', scale ? 'Area, mm²' : 'Area, px²', (f) => mm(mm(f.measures.area_px2))],
      ['length', scale ? 'Length, mm' : 'Length, px', (f) => mm(f.measures.length_px)],
      ['width', scale ? 'Width, mm' : 'Width, px', (f) => mm(f.measures.width_px)],
    ];
    if (features.some((f) => f.rubble)) {
      this.columns.push(['rubble', 'Rubble', (f) => Number(f.rubble)]);
    }
    if (features.some((f) => f.measures.confidence !== undefined)) {
      this.columns.push(['sure', 'Sure', (f) => f.measures.confidence]);
    }
    const head = document.createElement('tr');
    for (const [key, title] of this.columns) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      if (this.sort.key === key) {
        cell.ariaSort = this.sort.up ? 'ascending' : 'descending';
      }
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = title;
      button.onclick = () => {
        this.sort = { key, up: this.sort.key === key ? !this.sort.up : key === 'id' };
        this.rows(this.features, this.scale);
      };
      cell.append(button);
      head.append(cell);
    }
    $('pieces-head').replaceChildren(head);
    const value = (this.columns.find(([key]) => key === this.sort.key) ?? this.columns[0])[2];
    const order = [...features].sort(
      (a, b) => ((value(a) ?? 0) - (value(b) ?? 0)) * (this.sort.up ? 1 : -1),
    );
    $('pieces-body').replaceChildren(...order.map((feature) => this.row(feature)));
  }

  row(feature) {
    const row = document.createElement('tr');
    row.dataset.id = feature.id;
    this.columns.forEach(([key, , value], i) => {
      const cell = document.createElement('td');
      if (i === 0) {
        const button = document.createElement('button');
        button.type = 'button';
        button.setAttribute('aria-label', `Piece ${feature.id}, show it on the photo`);
        const dot = document.createElement('span');
        dot.className = 'dot';
        dot.style.setProperty('--hue', hue(feature.id));
        button.append(dot, String(feature.id));
        cell.append(button);
      } else if (key === 'rubble') {
        cell.textContent = feature.rubble ? 'rubble' : '';
      } else if (key === 'sure') {
        const sure = value(feature);
        cell.textContent = sure === undefined ? '–' : `${Math.round(100 * sure)} %`;
      } else {
        // The same decimals down a column, so that the digits stand under each other.
        cell.textContent = aligned(value(feature), this.scale && key !== 'area' ? 1 : 0);
      }
      row.append(cell);
    });
    return row;
  }

  find(id) {
    return document.querySelector(`#pieces-body tr[data-id="${id}"]`);
  }

  mark(name, id) {
    document.querySelector(`#pieces-body tr.${name}`)?.classList.remove(name);
    const row = this.find(id);
    row?.classList.add(name);
    return row;
  }

  light(id) {
    this.mark('lit', id);
  }

  choose(id) {
    const row = this.mark('chosen', id);
    if (row) {
      // Only within the table: the photo, at which the person looks, stays where it is.
      const table = row.closest('.table');
      const head = $('pieces-head').offsetHeight;
      const top = row.offsetTop - head;
      const bottom = row.offsetTop + row.offsetHeight - table.clientHeight;
      table.scrollTop = Math.max(bottom, Math.min(top, table.scrollTop));
    }
  }
}
