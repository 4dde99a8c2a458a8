(function () {
  'use strict';
  const info = JSON.parse(document.getElementById('table-data').textContent);
  const ROWS = 100;
  const IN_A_CARD = 4;
  const PHOTO = 'column-photo';
  const DOUBT = 'column-doubt';
  const FIRST = 'first';
  const STATES = ['scored', 'in doubt', 'failed'];
  const SCORED = 0, IN_DOUBT = 1, FAILED = 2;
  const byId = function (id) { return document.getElementById(id); };
  const columns = new Map(info.columns.map(function (column) { return [column.name, column]; }));
  columns.forEach(function (column) { column.words = new Map(column.words); });
  const usual = {show: 'all', search: '', sort: FIRST, down: false, page: 1, view: 'table'};
  const state = Object.assign({}, usual);
  const loaded = new Map();
  const loading = new Map();
  const orders = new Map();
  let texts = null;
  let found = [];
  let step = 0;

  // The files with the data of columns call it.
  window.corescore = function (name, values, words) {
    loaded.set(name, {values: values, words: words});
  };

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise(function (resolve, reject) {
        const script = document.createElement('script');
        script.charset = 'utf-8';
        script.onload = script.onerror = function () {
          const column = loaded.get(name);
          if (column && column.values.length === info.rows) resolve();
          else reject(new Error(info.folder + '/' + name + '.js'));
        };
        script.src = info.folder + '/' + name + '.js';
        document.head.appendChild(script);
      }));
    }
    return loading.get(name);
  }

  function cell(name, row) {
    const column = loaded.get(name);
    const value = column ? column.values[row] : null;
    return typeof value === 'number' && column.words.length > 0 ? column.words[value - 1] : value;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function grouped(whole) {
    const text = String(Math.abs(whole));
    const sign = whole < 0 ? '-' : '';
    return sign + (text.length > 4 ? text.replace(/\B(?=(\d{3})+$)/g, '\u202f') : text);
  }

  function figure(value, digits) {
    const size = Math.abs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-4)) return value.toExponential(2);
    return size >= 1000 ? grouped(Math.round(value)) : String(Number(value.toPrecision(digits)));
  }

  function text(column, row, digits) {
    const value = cell(column.name, row);
    if (column.type === 'state') return STATES[value];
    if (value === null || value === undefined) return '';
    if (column.type === 'number') return figure(value * column.factor, digits);
    return column.words.get(value) || value;
  }

  function path(name, row) {
    const compact = cell(name, row);
    if (!compact) return '';
    let whole = compact.slice(1);
    if (compact[0] !== '=') {
      const photo = cell(PHOTO, row);
      const dot = photo.lastIndexOf('.');
      const stem = dot > photo.lastIndexOf('/') + 1 ? photo.slice(0, dot) : photo;
      const star = compact.indexOf('*');
      whole = compact.slice(0, star) + stem + compact.slice(star + 1);
    }
    try {
      return './' + whole.split('/').map(encodeURIComponent).join('/');
    } catch (malformed) {
      return '';
    }
  }

  function sortKeys(name, down) {
    const column = columns.get(name);
    const keys = new Float64Array(info.rows);
    if (column.type === 'number' || column.type === 'state') {
      const values = loaded.get(name).values;
      for (let row = 0; row < info.rows; row++) {
        keys[row] = values[row] === null ? Infinity : down ? -values[row] : values[row];
      }
      return keys;
    }
    const ranks = new Map();
    const known = Array.from(column.words.keys());
    const all = new Set();
    for (let row = 0; row < info.rows; row++) all.add(cell(name, row));
    all.delete(null);
    const collator = new Intl.Collator('en', {numeric: true});
    Array.from(all).sort(function (a, b) {
      const first = known.indexOf(a);
      const second = known.indexOf(b);
      return first >= 0 && second >= 0 ? first - second : collator.compare(a, b) || (a < b ? -1 : 1);
    }).forEach(function (value, rank) { ranks.set(value, down ? -rank : rank); });
    for (let row = 0; row < info.rows; row++) {
      const value = cell(name, row);
      keys[row] = value === null ? Infinity : ranks.get(value);
    }
    return keys;
  }

  // Rows in order; those of the same value as they are listed, those without one last.
  function order() {
    const name = state.sort + (state.down ? ' down' : '');
    if (orders.has(name)) return orders.get(name);
    const rows = new Uint32Array(info.rows);
    for (let row = 0; row < info.rows; row++) rows[row] = row;
    if (state.sort === FIRST) {
      const states = loaded.get('state').values;
      const worst = info.worst ? sortKeys(info.worst, !state.down) : null;
      const rank = state.down ? [1, 2, 0] : [1, 0, 2];
      rows.sort(function (a, b) {
        return rank[states[a]] - rank[states[b]] || (worst && worst[a] - worst[b]) || a - b;
      });
    } else if (state.sort === PHOTO) {
      if (state.down) rows.reverse();
    } else {
      const keys = sortKeys(state.sort, state.down);
      rows.sort(function (a, b) { return keys[a] - keys[b] || a - b; });
    }
    orders.clear();
    orders.set(name, rows);
    return rows;
  }

  function plain(text) { return text.normalize('NFC').toLowerCase(); }

  function choose() {
    const words = plain(state.search).split(/\s+/).filter(Boolean);
    if (words.length > 0 && !texts) {
      texts = [];
      for (let row = 0; row < info.rows; row++) {
        texts.push(plain(cell(PHOTO, row) + '\n' + (cell('reason', row) || '')));
      }
    }
    const states = loaded.get('state').values;
    const show = state.show.split(':')[0];
    const kind = state.show.slice(show.length + 1);
    const shown = {
      all: [true, true, true], scored: [true, true, false], clear: [true, false, false],
      doubt: [false, true, false], failed: [false, false, true]
    }[show] || [true, true, true];
    found = Array.from(order()).filter(function (row) {
      return shown[states[row]]
        && (!kind || cell(DOUBT, row) === kind)
        && words.every(function (word) { return texts[row].includes(word); });
    });
  }

  function shownColumns() {
    return info.columns.filter(function (column) { return column.shown; });
  }

  function needed() {
    const names = [PHOTO, 'state', 'reason', 'report'];
    shownColumns().forEach(function (column) { names.push(column.name); });
    if (state.sort === FIRST && info.worst) names.push(info.worst);
    if (columns.has(state.sort)) names.push(state.sort);
    if (state.show.startsWith('doubt:')) names.push(DOUBT);
    if (state.view === 'sheet') names.push('thumbnail');
    return Array.from(new Set(names));
  }

  function link(row, inside) {
    const reference = path('report', row);
    const around = element(reference ? 'a' : 'span', 'to');
    if (reference) around.href = reference;
    inside.forEach(function (part) { around.appendChild(part); });
    return around;
  }

  function head() {
    const row = document.querySelector('#table thead tr');
    row.textContent = '';
    shownColumns().forEach(function (column) {
      const title = element('th', column.type === 'number' ? 'n' : '');
      title.scope = 'col';
      const button = element('button');
      button.type = 'button';
      button.title = column.description;
      button.appendChild(element('span', '', column.title));
      if (column.unit) button.appendChild(element('small', '', column.unit));
      button.addEventListener('click', function () {
        const same = state.sort === column.name;
        const down = same ? !state.down : column.type === 'number';
        set({sort: column.name, down: down, page: 1});
      });
      title.appendChild(button);
      title.dataset.column = column.name;
      row.appendChild(title);
    });
  }

  function table(rows) {
    document.querySelectorAll('#table thead th').forEach(function (title) {
      if (title.dataset.column === state.sort) {
        title.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
      } else {
        title.removeAttribute('aria-sort');
      }
    });
    const body = document.createDocumentFragment();
    rows.forEach(function (row) {
      const line = element('tr');
      shownColumns().forEach(function (column) {
        const first = column.name === PHOTO;
        const shown = text(column, row, 4);
        const kind = column.type === 'number' ? 'n' : shown.length > 40 ? 'long' : '';
        const made = element(first ? 'th' : 'td', first ? '' : kind);
        if (first) {
          made.scope = 'row';
          made.appendChild(link(row, [element('bdi', '', shown)]));
        } else if (column.type === 'state') {
          const value = cell('state', row);
          const mark = value === SCORED ? '' : value === FAILED ? 'state failed' : 'state';
          made.appendChild(element('span', mark, shown));
        } else if (column.type === 'number') {
          made.textContent = shown || '\u2013';
        } else {
          made.appendChild(element('bdi', '', shown));
        }
        line.appendChild(made);
      });
      body.appendChild(line);
    });
    document.querySelector('#table tbody').replaceChildren(body);
  }

  function sheet(rows) {
    const body = document.createDocumentFragment();
    rows.forEach(function (row) {
      const entry = element('li', 'shot');
      const inside = [];
      const picture = path('thumbnail', row);
      if (picture) {
        const image = element('img');
        image.loading = 'lazy';
        image.decoding = 'async';
        image.alt = '';
        image.width = 3;
        image.height = 2;
        image.addEventListener('load', function () {
          image.width = image.naturalWidth;
          image.height = image.naturalHeight;
        });
        image.src = picture;
        inside.push(image);
      }
      inside.push(element('bdi', '', cell(PHOTO, row)));
      entry.appendChild(link(row, inside));
      const figures = element('p', 'figures');
      let room = IN_A_CARD;
      shownColumns().forEach(function (column) {
        const shown = text(column, row, 3);
        if (column.name === PHOTO || column.name === 'reason' || !shown) return;
        if (column.type === 'state') {
          if (cell('state', row) !== SCORED) {
            const failed = cell('state', row) === FAILED;
            figures.appendChild(element('span', failed ? 'state failed' : 'state', shown));
          }
          return;
        }
        if (room-- <= 0) return;
        const part = element('span', '', column.title + ' ');
        part.appendChild(element('b', '', shown + (column.unit ? ' ' + column.unit : '')));
        figures.appendChild(part);
      });
      entry.appendChild(figures);
      const reason = cell('reason', row);
      if (reason) {
        const why = element('p', 'reason');
        why.appendChild(element('bdi', '', reason));
        entry.appendChild(why);
      }
      body.appendChild(entry);
    });
    byId('sheet').replaceChildren(body);
  }

  function render() {
    choose();
    const pages = Math.max(1, Math.ceil(found.length / ROWS));
    state.page = Math.min(Math.max(1, state.page), pages);
    const from = (state.page - 1) * ROWS;
    const rows = found.slice(from, from + ROWS);
    const asSheet = state.view === 'sheet';
    byId('table').hidden = asSheet;
    byId('sheet').hidden = !asSheet;
    if (asSheet) sheet(rows);
    else table(rows);
    byId('found').textContent = found.length === 0
      ? 'No photo matches.'
      : grouped(from + 1) + ' to ' + grouped(from + rows.length) + ' of ' + grouped(found.length)
        + (found.length === 1 ? ' photo' : ' photos');
    byId('page').value = state.page;
    byId('pages').textContent = 'of ' + grouped(pages);
    [['first', 1], ['previous', 1], ['next', pages], ['last', pages]].forEach(function (end) {
      byId(end[0]).setAttribute('aria-disabled', String(state.page === end[1]));
    });
    byId('show').value = state.show;
    byId('sort').value = state.sort;
    byId('direction').textContent = state.down ? '\u2191' : '\u2193';
    byId('direction').setAttribute('aria-label', 'Reverse the order');
    byId('direction').setAttribute('aria-pressed', String(state.down));
    if (byId('search').value !== state.search) byId('search').value = state.search;
    const view = byId(asSheet ? 'as-sheet' : 'as-table');
    if (view) view.checked = true;
  }

  function update() {
    const mine = ++step;
    byId('photos').setAttribute('aria-busy', 'true');
    return Promise.all(needed().map(load)).then(function () {
      if (mine !== step) return;
      render();
      byId('photos').removeAttribute('aria-busy');
    }).catch(function (problem) {
      byId('trouble').hidden = false;
      byId('trouble').textContent = 'The table cannot be shown: ' + problem.message
        + ' is missing, or belongs to another page. The folder ' + info.folder
        + ' is part of this page and must lie beside it.';
    });
  }

  function address() {
    const parts = new URLSearchParams();
    Object.keys(usual).forEach(function (key) {
      if (state[key] !== usual[key]) parts.set(key, String(state[key]));
    });
    return '#' + (parts.toString() || 'photos');
  }

  function set(changes) {
    Object.assign(state, changes);
    try {
      history.replaceState(null, '', address());
    } catch (refused) {
      // The view is not kept in the address then.
    }
    return update();
  }

  function fromAddress() {
    if (!location.hash.includes('=')) return false;
    const parts = new URLSearchParams(location.hash.slice(1));
    const sort = parts.get('sort');
    Object.assign(state, usual, {
      show: options().some(function (option) { return option[0] === parts.get('show'); })
        ? parts.get('show') : usual.show,
      search: parts.get('search') || '',
      sort: columns.has(sort) ? sort : FIRST,
      down: parts.get('down') === 'true',
      page: parseInt(parts.get('page'), 10) || 1,
      view: info.thumbnails && parts.get('view') === 'sheet' ? 'sheet' : 'table'
    });
    return true;
  }

  function options() {
    const counts = info.counts;
    const list = [
      ['all', 'all photos', info.rows], ['scored', 'scored', counts[SCORED] + counts[IN_DOUBT]],
      ['clear', 'scored, not in doubt', counts[SCORED]], ['doubt', 'in doubt', counts[IN_DOUBT]]
    ];
    info.doubts.forEach(function (kind) { list.push(['doubt:' + kind[0], 'in doubt: ' + kind[1], kind[2]]); });
    list.push(['failed', 'failed', counts[FAILED]]);
    return list;
  }

  function fill(select, entries) {
    entries.forEach(function (entry) {
      const option = element('option', '', entry[1]);
      option.value = entry[0];
      select.appendChild(option);
    });
  }

  function controls() {
    fill(byId('show'), options().map(function (option) {
      return [option[0], option[1] + ' (' + grouped(option[2]) + ')'];
    }));
    const first = info.worst ? 'in doubt first, then worst' : 'in doubt first';
    fill(byId('sort'), [[FIRST, first]].concat(info.columns.map(function (column) {
      return [column.name, column.title + (column.unit ? ', ' + column.unit : '')];
    })));
    byId('show').addEventListener('change', function () { set({show: this.value, page: 1}); });
    byId('sort').addEventListener('change', function () {
      const column = columns.get(this.value);
      set({sort: this.value, down: Boolean(column) && column.type === 'number', page: 1});
    });
    byId('direction').addEventListener('click', function () { set({down: !state.down, page: 1}); });
    let pause = 0;
    byId('search').addEventListener('input', function () {
      clearTimeout(pause);
      const search = this.value;
      pause = setTimeout(function () { set({search: search, page: 1}); }, 150);
    });
    ['as-table', 'as-sheet'].forEach(function (id) {
      if (byId(id)) {
        byId(id).addEventListener('change', function () { set({view: id.slice(3)}); });
      }
    });
    const choice = document.querySelector('#columns .choice');
    info.columns.forEach(function (column) {
      if (column.name === PHOTO) return;
      const label = element('label');
      label.title = column.description;
      const box = element('input');
      box.type = 'checkbox';
      box.checked = column.shown;
      box.addEventListener('change', function () {
        column.shown = box.checked;
        head();
        update();
      });
      label.append(box, ' ' + column.title + (column.unit ? ', ' + column.unit : ''));
      choice.appendChild(label);
    });
    const turn = {
      first: function () { return 1; },
      previous: function () { return state.page - 1; },
      next: function () { return state.page + 1; },
      last: function () { return Math.ceil(found.length / ROWS); }
    };
    Object.keys(turn).forEach(function (id) {
      byId(id).addEventListener('click', function () {
        if (this.getAttribute('aria-disabled') !== 'true') go(turn[id]());
      });
    });
    byId('page').addEventListener('change', function () { go(parseInt(this.value, 10) || state.page); });
    document.addEventListener('click', function (event) {
      const to = event.target.closest('a[data-show]');
      if (!to) return;
      event.preventDefault();
      location.hash = new URLSearchParams({show: to.getAttribute('data-show')}).toString();
    });
    window.addEventListener('hashchange', function () {
      if (fromAddress()) {
        update();
        byId('photos').focus({preventScroll: true});
        byId('photos').scrollIntoView();
      }
    });
  }

  function go(page) {
    set({page: page}).then(function () {
      byId('table').scrollTop = 0;
      if (state.view === 'sheet') byId('photos').scrollIntoView();
    });
  }

  controls();
  head();
  const back = fromAddress();
  byId('browser').hidden = false;
  update().then(function () {
    if (back) byId('photos').scrollIntoView();
  });
})();
