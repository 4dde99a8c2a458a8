// SPDX-License-Identifier: Apache-2.0
/** The fields in which depths are entered, and what is wrong with them beside each. */

import { sentence } from './api.js';

/** A cell of a table. */
export function cell(name, text = '') {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** A row of a table. */
export function tableRow(texts) {
  const row = document.createElement('tr');
  row.append(...texts.map((text) => cell('td', text)));
  return row;
}

/** A number where the text is one; else the text, of which the service says what is wrong. */
export function field(text) {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : text;
}

let fields = 0;

function input(label, size = '') {
  const made = document.createElement('input');
  made.type = 'text';
  made.inputMode = 'decimal';
  made.autocomplete = 'off';
  made.className = size;
  made.setAttribute('aria-label', label);
  made.id = `log-field-${++fields}`;
  return made;
}

/** A row of fields: what it holds goes into an entry under the names of the fields. */
class Line {
  constructor(row, inputs, fixed = {}) {
    this.row = row;
    this.inputs = inputs;
    this.fixed = fixed;
  }

  first() {
    return Object.values(this.inputs)[0];
  }

  /** Whether nothing was typed; what is chosen from a list says nothing by itself. */
  isEmpty() {
    return Object.values(this.inputs).every((one) => one.localName === 'select' || !one.value.trim());
  }

  fill(values) {
    for (const [name, one] of Object.entries(this.inputs)) {
      one.value = values[name] ?? '';
      if (one.localName === 'select' && !one.value) {
        // A longer word for the same, such as that of a table: rock end.
        const said = [...one.options].find(({ value }) => String(values[name] ?? '').startsWith(value));
        one.value = (said ?? one.options[0]).value;
      }
    }
  }

  /** What was typed. A field that is empty is left out. */
  read(before, pointer, where) {
    // What there are no fields for stays as it was given.
    const old = before.find((one) => one.row !== undefined && one.row === this.fixed.row);
    const read = { ...old, ...this.fixed };
    for (const [name, one] of Object.entries(this.inputs)) {
      where.set(`${pointer}/${name}`, one);
      const text = one.value.trim();
      delete read[name];
      if (text) {
        read[name] = one.localName === 'select' || one.dataset.text ? text : field(text);
      }
    }
    where.set(`${pointer}/row`, this.first());
    where.set(pointer, this.first());
    return read;
  }
}

/**
 * Makes the fields of the rows of a photo.
 *
 * @param body of the table
 * @param numbers of the rows
 * @param entered what is known of rows
 * @returns a line a row
 */
export function rowTable(body, numbers, entered) {
  const lines = numbers.map((number) => {
    const row = document.createElement('tr');
    const named = `row ${number}`;
    const base = document.createElement('select');
    base.append(new Option('tray', 'tray'), new Option('rock', 'rock'));
    base.setAttribute('aria-label', `Base of ${named} is the end of`);
    base.id = `log-field-${++fields}`;
    const inputs = {
      top_m: input(`Top of ${named}, m`),
      base_m: input(`Base of ${named}, m`),
      base,
      length_mm: input(`Length of ${named}, mm`),
    };
    const head = Object.assign(cell('th', String(number)), { scope: 'row' });
    row.append(head);
    for (const one of Object.values(inputs)) {
      const place = cell('td');
      place.append(one);
      row.append(place);
    }
    const line = new Line(row, inputs, { row: number });
    line.fill(entered.find((one) => one.row === number) ?? {});
    return line;
  });
  lines.slice(0, -1).forEach((line, i) => {
    // A row begins where the one before it ends, unless the person says otherwise.
    line.inputs.base_m.addEventListener('change', () => {
      const next = lines[i + 1].inputs.top_m;
      if (!next.value.trim()) {
        next.value = line.inputs.base_m.value;
      }
    });
  });
  body.replaceChildren(...lines.map((line) => line.row));
  return lines;
}

/** The fields of a list of which there may be any number of rows. */
export class ListTable {
  /**
   * @param body of the table
   * @param add the button that adds a row
   * @param noun what a row is
   * @param columns what each field is called for who does not see the table, by its name in the entry
   * @param edited is told when a row is removed
   * @param goesOn whether a row begins where the one above ends
   */
  constructor(body, add, noun, columns, edited, goesOn = false) {
    this.body = body;
    this.button = add;
    this.noun = noun;
    this.columns = columns;
    this.edited = edited;
    this.goesOn = goesOn;
    this.lines = [];
    add.onclick = () => this.add().first().focus();
  }

  fill(rows) {
    this.lines = [];
    this.body.replaceChildren();
    this.place();
    rows.forEach((row) => this.add().fill(row));
  }

  /** Adds a row; returns its line. */
  add() {
    const named = `${this.noun} ${this.lines.length + 1}`;
    const row = document.createElement('tr');
    const inputs = {};
    for (const [name, text] of Object.entries(this.columns)) {
      inputs[name] = input(text.replace('%', named));
      if (name === 'name') {
        inputs[name].inputMode = 'text';
        inputs[name].dataset.text = 'true';
      }
      const place = cell('td');
      place.append(inputs[name]);
      row.append(place);
    }
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '×';
    remove.setAttribute('aria-label', `Remove ${named}`);
    const line = new Line(row, inputs);
    if (this.goesOn) {
      inputs.top_m.value = this.lines.at(-1)?.inputs.base_m.value ?? '';
    }
    remove.onclick = () => {
      this.lines = this.lines.filter((one) => one !== line);
      row.remove();
      this.place();
      this.edited();
      this.button.focus();
    };
    const last = cell('td');
    last.append(remove);
    row.append(last);
    this.lines.push(line);
    this.body.append(row);
    this.place();
    return line;
  }

  place() {
    this.body.closest('table').hidden = !this.lines.length;
  }
}

/** Headings of a project, one a line, as the entry has them, and back. */
const project = {
  text: (stated) => Object.entries(stated).map(([heading, value]) => `${heading} = ${value}`).join('\n'),
  entry: (text) =>
    Object.fromEntries(
      text
        .split('\n')
        .filter((line) => line.trim())
        .map((line) => {
          const [heading, ...value] = line.split('=');
          return [heading.trim(), value.join('=').trim()];
        }),
    ),
};

/** The fields of a form that say by themselves, in data-at, where they stand in the entry. */
export class Members {
  constructor(form) {
    this.inputs = [...form.querySelectorAll('[data-at]')];
  }

  fill(entry) {
    for (const one of this.inputs) {
      const [, part, name] = one.dataset.at.split('/');
      const value = entry?.[part]?.[name];
      if (one.type === 'checkbox') {
        one.checked = value ?? one.dataset.usual === 'true';
      } else if (one.localName === 'textarea') {
        one.value = project.text(value ?? {});
      } else if (one.localName === 'select') {
        const chosen = Array.isArray(value) ? (value.length === 1 ? value[0] : '') : value;
        one.value = chosen ?? one.options[0].value;
      } else {
        one.value = value ?? '';
      }
    }
  }

  /** Puts what the fields hold into an entry; what is as usual is left out. */
  read(entry, where) {
    for (const one of this.inputs) {
      where.set(one.dataset.at, one);
      const [, part, name] = one.dataset.at.split('/');
      const value = this.value(one, entry[part]?.[name]);
      if (value === undefined) {
        delete entry[part]?.[name];
      } else {
        entry[part] = { ...entry[part], [name]: value };
      }
    }
  }

  value(one, before) {
    if (one.type === 'checkbox') {
      return one.checked === (one.dataset.usual === 'true') ? undefined : one.checked;
    }
    const text = one.value.trim();
    if (!text) {
      // Several of a list are no choice of the form.
      return Array.isArray(before) && before.length > 1 ? before : undefined;
    }
    if (one.localName === 'textarea') {
      return project.entry(text);
    }
    if (one.localName === 'select') {
      return one.dataset.at.endsWith('/rules') ? [text] : text;
    }
    return field(text);
  }
}

/** What the service says, in the words of the page. */
function plain(reason) {
  return sentence(reason.replaceAll(/(\w)_(mm?|px)\b/g, '$1').replaceAll('_', ' '));
}

/**
 * Says what is wrong beside the fields, and goes to the first.
 *
 * @param form whose complaints of before are taken away
 * @param where the field of each part of the entry, by its JSON pointer
 * @param problems what the service says: field and error
 */
export function say(form, where, problems) {
  form.querySelectorAll('.wrong').forEach((one) => one.remove());
  for (const one of form.querySelectorAll('[aria-invalid]')) {
    one.removeAttribute('aria-invalid');
    one.removeAttribute('aria-describedby');
  }
  const others = document.getElementById('log-problems');
  others.textContent = '';
  let first = null;
  for (const { field: at, error } of problems) {
    const one = where.get(at);
    if (!one) {
      others.textContent += ` ${at ? `${at.slice(1).replaceAll('/', ' ')}: ` : ''}${plain(error)}`;
      continue;
    }
    one.closest('details:not([open])')?.setAttribute('open', '');
    one.setAttribute('aria-invalid', 'true');
    const row = one.closest('tr');
    const about = row ? row.querySelector('td') && document.createElement('tr') : cell('p');
    const text = row ? cell('td') : about;
    text.textContent = plain(error);
    text.id = `log-wrong-${++fields}`;
    about.className = 'wrong';
    if (row) {
      text.colSpan = row.children.length;
      about.append(text);
    }
    (row ?? one.closest('.field')).after(about);
    one.setAttribute('aria-describedby', text.id);
    first ??= one;
  }
  first?.focus();
  others.hidden = !others.textContent;
}
