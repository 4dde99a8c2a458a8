// SPDX-License-Identifier: Apache-2.0
/** The core log of a result: depths are entered, figures shown, breaks and pieces marked. */

import * as api from './api.js';
import { ListTable, Members, cell, field, rowTable, say, tableRow } from './logform.js';
import { download, number } from './panel.js';

const $ = (id) => document.getElementById(id);
const SCALES = {
  mm_per_pixel: 'Size of a pixel, mm',
  row_length_mm: 'Length of a row, mm',
  core_diameter_mm: 'Diameter of the core, mm',
};
const KINDS = {
  natural: 'Natural break',
  row_end: 'Break at the end of a row',
  tray_cut: 'Cut to fit the tray',
  induced: 'Drilling break',
  border: 'Break, not counted',
};
/** Kinds of breaks that are not counted unless they are marked as natural. */
const MARKED_NATURAL = new Set(['tray_cut', 'induced']);
const INTERVALS = { run: 'Run', box: 'Box', fixed: '', named: '' };
const MARKS = {
  induced_below: 'Drilling',
  natural_below: 'Natural',
  unsound: 'Unsound',
  rubble: 'Rubble',
  piece: 'A piece',
};

/** A share as whole percent, halves upwards. */
const percent = (share) => (share === null || share === undefined ? '–' : `${Math.round(100 * share)}`);
const metres = (depth) => depth.toFixed(3);
const span = ({ from, to }) => `${metres(from)}–${metres(to)}`;

export class CoreLog extends EventTarget {
  constructor() {
    super();
    this.result = null;
    this.shown = null;
    this.changed = false;
    this.pictures = [];
    this.lists = {
      runs: this.listOf('run', true, {
        top_m: 'Top of %, m',
        base_m: 'Base of %, m',
        loss_from_m: 'Core loss in % from, m',
        loss_to_m: 'Core loss in % to, m',
        diameter_mm: 'Diameter of the core of %, mm',
      }),
      ties: this.listOf('tie', false, {
        row: 'Row of %',
        share: 'Share of the row of %',
        depth_m: 'Depth of %, m',
      }),
      intervals: this.listOf('interval', true, {
        top_m: 'Top of %, m',
        base_m: 'Base of %, m',
        name: 'Name of %',
      }),
    };
    this.members = new Members($('log-form'));
    const kinds = $('log-scale-kind');
    kinds.append(...Object.entries(SCALES).map(([value, text]) => new Option(text, value)));
    kinds.onchange = () => this.scaleChosen();
    $('log-form').oninput = () => this.edited();
    $('log-form').onsubmit = (event) => {
      event.preventDefault();
      this.make();
    };
    $('log-undo').onclick = () => this.does(() => api.undoLog(this.result.id), 'The last step is undone.');
    $('log-list').addEventListener('click', (event) => this.clicked(event.target));
    $('log-list').addEventListener('pointerover', (event) => this.point(event.target));
    $('log-list').addEventListener('focusin', (event) => this.point(event.target));
    $('log-list').addEventListener('pointerleave', () => this.tell('hover', null));
  }

  /** The fields of a list of the entry. */
  listOf(noun, goesOn, columns) {
    return new ListTable($(`log-${noun}s`), $(`log-add-${noun}`), noun, columns, () => this.edited(), goesOn);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  edited() {
    this.changed = true;
    $('log-go').disabled = false;
  }

  /** Whether the person does not mind that depths are lost that were not sent. */
  mayLeave() {
    return !this.changed || confirm('Discard the depths that you have entered?');
  }

  /**
   * Shows the log of a result, after the result was loaded or changed.
   *
   * @param result what the service says of it
   * @param rows the rows of core: numbers, and null where the photo was taken for one row
   */
  async show(result, rows) {
    const same = this.result?.id === result.id && String(rows) === String(this.rows);
    this.result = result;
    this.rows = rows;
    if (!same) {
      this.shown = null;
      this.changed = false;
      this.fill(null);
    }
    const log = await api.log(result.id);
    if (this.result.id === result.id) {
      this.set(log);
    }
  }

  /** Shows what the service has answered; what the person is typing stays. */
  set(log) {
    this.shown = log;
    if (!this.changed) {
      this.fill(log.entry);
    }
    this.draw();
  }

  // ------------------------------------------------------------ depths

  /** Fills the form with an entry, empty where there is none. */
  fill(entry) {
    say($('log-form'), new Map(), []);
    $('log-hole').value = entry?.hole ?? '';
    $('log-box').value = entry?.box ?? '';
    const numbers = this.rows ?? [1];
    $('log-none').hidden = numbers.length > 0;
    $('log-entry').hidden = numbers.length === 0;
    const one = entry?.rows.find((row) => row.row === undefined);
    this.lines = rowTable($('log-rows'), numbers, one ? [{ ...one, row: 1 }] : (entry?.rows ?? []));
    Object.entries(this.lists).forEach(([name, list]) => list.fill(entry?.[name] ?? []));
    this.members.fill(entry);
    const [kind] = Object.keys(SCALES).filter((name) => entry?.scale?.[name] !== undefined);
    $('log-scale-kind').value = kind ?? '';
    $('log-scale').value = kind ? String(entry.scale[kind]) : '';
    this.scaleChosen();
    this.changed = false;
    $('log-go').disabled = true;
  }

  scaleChosen() {
    $('log-scale').disabled = !$('log-scale-kind').value;
  }

  /** What is entered, and which field each part of it stands in. */
  entered() {
    const fields = new Map([
      ['/hole', $('log-hole')],
      ['/box', $('log-box')],
    ]);
    // What the form has no fields for stays as it was given.
    const entry = structuredClone(this.shown?.entry ?? {});
    entry.hole = $('log-hole').value;
    delete entry.box;
    if ($('log-box').value.trim()) {
      entry.box = $('log-box').value;
    }
    const lines = (list, all) =>
      all
        .filter((line) => !line.isEmpty())
        .map((line, i) => line.read(entry[list] ?? [], `/${list}/${i}`, fields));
    entry.rows = lines('rows', this.lines);
    for (const [name, list] of Object.entries(this.lists)) {
      entry[name] = lines(name, list.lines);
    }
    if (!entry.rows.length) {
      fields.set('/rows', this.lines[0].first());
    }
    const kind = $('log-scale-kind').value;
    if (kind) {
      const given = $('log-scale').value.trim();
      const parts = given.split(/[;\s]+/).map(Number);
      entry.scale = { [kind]: kind === 'mm_per_pixel' && parts.length === 2 ? parts : field(given) };
      fields.set(`/scale/${kind}`, $('log-scale'));
    } else if (Object.keys(SCALES).some((name) => entry.scale?.[name] !== undefined)) {
      delete entry.scale;
    }
    this.members.read(entry, fields);
    return { entry, fields };
  }

  async make() {
    const { entry, fields } = this.entered();
    const { id } = this.result;
    say($('log-form'), fields, []);
    $('log-go').disabled = true;
    $('log-state').textContent = 'Making the log …';
    try {
      const log = await api.enterLog(id, entry, this.shown?.state ?? 0, $('author').value);
      if (this.result.id === id) {
        this.changed = false;
        this.set(log);
        $('log-depths').open = false;
        $('log-depths').querySelector('summary').focus();
      }
    } catch (problem) {
      if (this.result.id === id) {
        $('log-go').disabled = false;
        this.state();
        say($('log-form'), fields, problem.problems ?? [{ field: '', error: problem.message }]);
      }
    }
  }

  // ------------------------------------------------------------ log

  state() {
    const { state, author, time, log } = this.shown ?? { state: 0 };
    const by = author ? ` by ${author}` : '';
    $('log-state').textContent = state
      ? `Step ${state}${by}, ${new Date(time).toLocaleString()}.${log.apparent ? ' Figures of old core are apparent.' : ''}`
      : '';
  }

  draw() {
    const { state, log } = this.shown;
    $('log-shown').hidden = !state;
    this.state();
    this.downloads();
    this.strips();
    if (!state) {
      $('log-depths').open = true;
      return;
    }
    const hole = log.holes[0];
    const notes = [...log.problems.map((text) => ['bad', text]), ...log.remarks.map((text) => ['', text])];
    $('log-notes').replaceChildren(
      ...notes.map(([name, text]) => {
        const item = document.createElement('li');
        item.className = name;
        item.textContent = api.sentence(text);
        return item;
      }),
    );
    $('log-rules').replaceChildren(
      ...log.rules.map((text) => Object.assign(document.createElement('li'), { textContent: text })),
    );
    this.figures(hole);
    this.list(hole);
  }

  figures(hole) {
    const sets = hole?.intervals[0]?.figures ?? [];
    const columns = [
      ['Depth, m', (one) => span(one)],
      ['', (one) => [INTERVALS[one.kind], one.name].filter(Boolean).join(' ')],
      ['TCR, %', (one) => percent(one.figures[0].TotalCoreRecovery)],
      ...sets
        .map((set, i) => [set, i])
        .filter(([set]) => set.SolidCoreRecovery !== null)
        .map(([, i]) => ['SCR, %', (one) => percent(one.figures[i].SolidCoreRecovery)]),
      ...sets.map((set, i) => [`RQD ${set.ruleSet.replace('_', ' ')}, %`, (one) => rqd(one.figures[i])]),
      ['Fractures', (one) => String(one.fractures)],
      ['FI, 1/m', (one) => (one.FractureIndex === null ? '–' : number(one.FractureIndex, 3))],
    ];
    const head = document.createElement('tr');
    head.append(...columns.map(([title]) => Object.assign(cell('th', title), { scope: 'col' })));
    $('log-figures-head').replaceChildren(head);
    $('log-figures-body').replaceChildren(
      ...(hole?.intervals ?? []).map((one) => tableRow(columns.map(([, value]) => value(one)))),
    );
  }

  /** Pieces, rubble and breaks from top to base. */
  list(hole) {
    const table = $('log-list').closest('.table');
    const at = table.scrollTop;
    const focused = document.activeElement?.dataset.key;
    const items = [
      ...(hole?.pieces ?? []).flatMap((piece) =>
        piece.parts.map((part) => ({
          at: part.from,
          depth: span(part),
          what: `Piece ${piece.number}${piece.solid ? '' : ', not solid'}`,
          length: part.millimetres,
          fragments: part.fragments,
          marks: ['unsound', this.marked(part.fragments, 'piece').length ? 'piece' : 'rubble'],
        })),
      ),
      ...(hole?.rubble ?? []).map((part) => ({
        at: part.from ?? Infinity,
        depth: part.from === null ? '' : span(part),
        what: 'Rubble',
        length: part.millimetres,
        fragments: [part.fragment],
        // What a person called rubble is taken back; what was found as rubble is called a piece.
        marks: [this.marked([part.fragment], 'rubble').length ? 'rubble' : 'piece'],
      })),
      ...(hole?.fractures ?? []).map((one) => ({
        at: one.depth - 1e-9,
        depth: metres(one.depth),
        what: KINDS[one.kind],
        why: one.reason,
        counted: one.counted,
        isBreak: true,
        fragments: [one.fragment],
        // What is natural already need not be marked so.
        marks: MARKED_NATURAL.has(one.kind) || this.marked([one.fragment], 'natural_below').length
          ? ['induced_below', 'natural_below']
          : ['induced_below'],
      })),
    ].sort((a, b) => a.at - b.at);
    $('log-list').replaceChildren(...items.map((item) => this.item(item)));
    table.scrollTop = at;
    if (focused) {
      $('log-list').querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
    }
  }

  item({ depth, what, why, counted, length, fragments, marks, isBreak }) {
    const row = document.createElement('tr');
    row.dataset.fragments = fragments.join(' ');
    row.className = isBreak ? (counted ? 'break' : 'break passed') : '';
    const about = cell('td', what);
    about.className = 'what';
    if (why) {
      about.append(Object.assign(document.createElement('small'), { textContent: why }));
    }
    const buttons = cell('td');
    buttons.className = 'marks';
    const long = typeof length === 'number' ? number(length, 3) : '';
    row.append(cell('td', depth), about, cell('td', long), buttons);
    for (const mark of marks) {
      const said = this.marked(fragments, mark);
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = MARKS[mark];
      button.dataset.mark = mark;
      button.dataset.key = `${mark} ${fragments[0]}`;
      button.setAttribute('aria-pressed', said.length > 0);
      button.setAttribute('aria-label', `${MARKS[mark]}: ${what} at ${depth} m`);
      buttons.append(button);
    }
    return row;
  }

  /** The fragments among some that have a mark. */
  marked(fragments, mark) {
    return (this.shown.entry.marks ?? [])
      .filter((one) => one.mark === mark && fragments.includes(one.fragment))
      .map((one) => one.fragment);
  }

  fragmentsOf(target) {
    return (target.closest('tr')?.dataset.fragments ?? '').split(' ').filter(Boolean).map(Number);
  }

  point(target) {
    this.tell('hover', this.fragmentsOf(target)[0] ?? null);
  }

  clicked(target) {
    const fragments = this.fragmentsOf(target);
    const mark = target.dataset.mark;
    if (!mark) {
      this.tell('choose', fragments[0] ?? null);
      return;
    }
    const said = this.marked(fragments, mark);
    const { id } = this.result;
    const author = $('author').value;
    this.does(async () => {
      let log = null;
      for (const fragment of said.length ? said : [fragments[0]]) {
        log = await api.markLog(id, { fragment, mark, set: said.length === 0 }, author);
      }
      return log;
    }, said.length ? 'The mark is taken back.' : 'The mark is kept.');
  }

  /** Does something to the log, one thing at a time. */
  async does(work, done) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    const { id } = this.result;
    try {
      const log = await work();
      if (this.result.id === id) {
        this.set(log);
        $('log-state').textContent = `${done} ${$('log-state').textContent}`;
      }
    } catch (problem) {
      this.tell('complaint', problem.message);
    } finally {
      this.busy = false;
    }
  }

  // ------------------------------------------------------------ files

  downloads() {
    const links = Object.entries(this.shown.links);
    $('log-downloads').hidden = !links.length;
    const stem = this.result.photo.name.replace(/\.[^.]*$/, '');
    const [zip, ...files] = links.sort(([a], [b]) => (b === 'zip') - (a === 'zip'));
    $('log-files').replaceChildren(
      ...(zip ? [zip, ...files] : []).map(([name, href]) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = href;
        link.textContent = name === 'zip' ? 'Everything' : name;
        link.onclick = async (event) => {
          event.preventDefault();
          $('log-downloads').open = false;
          try {
            const saved = name === 'zip' ? 'log.zip' : name.slice(name.lastIndexOf('/') + 1);
            download(await api.address(href), `${stem}.${saved}`);
          } catch (problem) {
            this.tell('complaint', problem.message);
          }
        };
        item.append(link);
        return item;
      }),
    );
  }

  /** The strip log, as pictures: one for each of its pages. */
  async strips() {
    const { links, state } = this.shown;
    const names = Object.keys(links).filter((name) => name.endsWith('.svg'));
    const made = `${this.result.id} ${this.result.review.version} ${state}`;
    if (this.strip === made) {
      return;
    }
    this.strip = made;
    const found = await Promise.allSettled(names.map((name) => api.address(links[name])));
    const pictures = found.filter((one) => one.status === 'fulfilled').map((one) => one.value);
    if (this.strip !== made) {
      pictures.forEach((address) => URL.revokeObjectURL(address));
      return;
    }
    this.pictures.forEach((address) => URL.revokeObjectURL(address));
    this.pictures = pictures;
    $('log-strip').hidden = !pictures.length;
    $('log-strip').replaceChildren(
      ...pictures.map((address, i) => {
        const picture = document.createElement('img');
        picture.src = address;
        picture.alt = `Strip log, page ${i + 1} of ${pictures.length}; the tables have the same figures`;
        return picture;
      }),
    );
  }
}

function rqd({ RockQualityDesignation: value, low, high }) {
  const range = percent(low) === percent(high) ? '' : ` (${percent(low)}–${percent(high)})`;
  return `${percent(value)}${value === null ? '' : range}`;
}
