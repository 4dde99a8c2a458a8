// SPDX-License-Identifier: Apache-2.0
/** The page: what is shown when, and what the buttons do. */

import * as api from './api.js';
import { CoreLog } from './corelog.js';
import { Editor } from './editor.js';
import * as geo from './geometry.js';
import { Panel, download, number } from './panel.js';
import { RowEditor, RowLayer, rowsOf } from './rows.js';
import { Viewer, element } from './viewer.js';

const $ = (id) => document.getElementById(id);
const STAGES = {
  queued: 'Waiting for its turn',
  fetching: 'Fetching the photo',
  reading: 'Reading the photo',
  looking: 'Looking for rock',
  measuring: 'Measuring the pieces',
  writing: 'Writing the reports',
  keeping: 'Keeping the result',
  done: 'Done',
};
const KEYS = 'Arrow keys move · + − zoom · 0 fits · double-click zooms in';
const DRAW_KEYS =
  'Arrow keys move a cross, with Shift finely · Space sets a point · Enter closes a new piece · Escape gives up';
const EDIT_KEYS =
  'Drag a vertex · [ ] choose a vertex, arrows move it, Insert adds, Backspace removes · Delete removes the piece';
const ROW_KEYS =
  'Drag a corner · [ ] choose a corner, arrows move it, with Shift further · Delete removes the row';
const ROW_DRAW_KEYS = 'Arrow keys move a cross, with Shift finely · Space sets a point · Escape gives up';

const viewer = new Viewer($('viewer'));
const editor = new Editor(viewer);
const rowLayer = new RowLayer(viewer);
const rowEditor = new RowEditor(viewer, rowLayer);
const panel = new Panel();
const coreLog = new CoreLog();
let current = null;
let features = [];
/** Where the rows of core lie; null where the photo was taken for one row. */
let layout = null;
let photoAddress = null;
let toastTimer = 0;
/** What was compared last, so that looking at it again is not looking for rock again. */
let compared = null;

function toast(text, isError = false) {
  const box = $('toast');
  box.textContent = text;
  box.classList.toggle('error', isError);
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), isError ? 9000 : 4000);
}

/** Runs something that may fail, and tells the person if it does. */
async function attempt(work) {
  try {
    return await work();
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      toast(problem.message, true);
    }
    return null;
  }
}

function show(name) {
  const other = $(name).hidden;
  for (const id of ['start', 'working', 'result']) {
    $(id).hidden = id !== name;
  }
  $('new-photo').hidden = name !== 'result';
  $('crumb').textContent = name === 'result' ? current.photo.name : '';
  document.title = name === 'result' ? `${current.photo.name} – CoreScore` : 'CoreScore';
  if (other && (document.activeElement === document.body || !document.activeElement?.offsetParent)) {
    // What had the focus has gone.
    $('main').focus({ preventScroll: true });
  }
}

function note(text) {
  $('note').textContent = text ?? '';
  $('note').hidden = !text;
}

// ---------------------------------------------------------------- start

function settings() {
  return { segmenter: $('segmenter').value, minArea: $('min-area').value || '0' };
}

async function upload(file) {
  if (mayLeave()) {
    await work(file.name, (signal) => api.scoreFile(file, settings(), signal));
  }
}

let works = 0;

/**
 * Shows the work on a result until it is there, then the result.
 *
 * @returns the result, null where there is none, nothing where the person has gone elsewhere
 */
async function work(name, begin) {
  leaveTools();
  $('toast').hidden = true;
  $('working-title').textContent = name;
  $('working-stage').textContent = 'Sending the photo';
  $('working-bar').value = 0;
  show('working');
  const mine = ++works;
  // The person may have gone to another result, or to another photo.
  const isShown = () => mine === works && !$('working').hidden;
  const sending = new AbortController();
  $('cancel').onclick = () => sending.abort();
  const done = await attempt(async () => {
    const begun = await begin(sending.signal);
    if (isShown()) {
      $('cancel').onclick = () => attempt(() => api.cancel(begun.id));
    }
    const end = await api.follow(begun.id, ({ progress, stage }) => {
      if (isShown()) {
        $('working-stage').textContent = STAGES[stage] ?? stage;
        $('working-bar').value = progress;
      }
    });
    if (end.status !== 'done') {
      throw new api.ApiError(api.sentence(end.error ?? 'The photo was not scored'), 0);
    }
    return end;
  });
  if (!isShown()) {
    return undefined;
  }
  if (done && location.hash.slice(1) === done.id) {
    await open(done.id);
  } else if (done) {
    location.hash = done.id;
  } else if (current) {
    show('result');
  } else {
    await start();
  }
  return done;
}

async function start() {
  current = null;
  show('start');
  await attempt(async () => recent(await api.list(), true));
}

const thumbs = new Set();

function recent(page, fresh) {
  const list = $('recent-list');
  if (fresh) {
    list.replaceChildren();
    thumbs.forEach((address) => URL.revokeObjectURL(address));
    thumbs.clear();
  }
  for (const entry of page.results) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.className = 'card';
    link.href = `#${entry.id}`;
    const thumb = document.createElement('img');
    thumb.className = 'thumb';
    thumb.alt = '';
    link.append(thumb, described(entry), figure(entry));
    item.append(link);
    list.append(item);
    if (entry.status === 'done') {
      api.address(entry.links.preview).then(
        (address) => {
          thumbs.add(address);
          thumb.src = address;
        },
        () => thumb.removeAttribute('src'),
      );
    }
  }
  $('recent').hidden = !list.children.length;
  $('more').hidden = !page.next;
  $('more').onclick = () => attempt(async () => recent(await api.list(page.next), false));
}

function described(entry) {
  const text = document.createElement('span');
  const name = document.createElement('strong');
  name.textContent = entry.photo.name;
  const when = document.createElement('span');
  when.className = 'hint';
  when.textContent = `${new Date(entry.created).toLocaleString()} · ${entry.segmenter} `;
  text.append(name, when);
  const state = entry.review?.kind ?? entry.status;
  if (state !== 'model' && state !== 'scale') {
    const badge = document.createElement('span');
    badge.className = `badge ${state}`;
    badge.textContent =
      { accept: 'accepted', reject: 'rejected', correct: 'corrected' }[state] ??
      (entry.error === 'cancelled' ? entry.error : state);
    text.append(badge);
  }
  return text;
}

function pieces({ measures }) {
  const count = measures.total_fragments;
  return `${number(count)} ${count === 1 ? 'piece' : 'pieces'}`;
}

function figure(entry) {
  const text = document.createElement('span');
  text.className = 'figure';
  text.textContent = entry.measures ? pieces(entry) : '';
  return text;
}

// ---------------------------------------------------------------- result

function featuresOf(collection) {
  return collection.features.map((feature) => ({
    id: feature.properties.fragment,
    label: feature.properties.label,
    row: feature.properties.row,
    rubble: feature.properties.rubble === true,
    shape: geo.parts(feature.geometry),
    measures: feature.properties.measurements,
  }));
}

async function open(id) {
  leaveTools();
  const loaded = await attempt(async () => {
    const found = await api.result(id);
    if (found.status === 'queued' || found.status === 'running') {
      return { found };
    }
    if (found.status !== 'done') {
      throw new api.ApiError(api.sentence(found.error), 0);
    }
    const [collection, address] = await Promise.all([
      api.pieces(id),
      api.address(found.links.preview),
    ]);
    return { found, collection, address };
  });
  if (!loaded) {
    if (!location.hash || !current) {
      await start();
    }
    return;
  }
  if (location.hash.slice(1) !== id) {
    // The person has gone elsewhere meanwhile.
    URL.revokeObjectURL(loaded.address);
    return;
  }
  if (!loaded.address) {
    await work(loaded.found.photo.name, async () => loaded.found);
    return;
  }
  const same = current?.id === id;
  current = loaded.found;
  features = featuresOf(loaded.collection);
  layout = loaded.collection.layout ?? null;
  if (photoAddress) {
    URL.revokeObjectURL(photoAddress);
  }
  photoAddress = loaded.address;
  const aspect = current.photo.width / current.photo.height;
  $('result').style.setProperty('--aspect', aspect);
  $('result').classList.toggle('wide', aspect > 2.4);
  show('result');
  if (same) {
    viewer.photo.setAttribute('href', photoAddress);
  } else {
    viewer.open(photoAddress, current.photo.width, current.photo.height);
  }
  fill();
  await showLog();
}

/** Shows the core log of what is shown. */
async function showLog() {
  await attempt(() => coreLog.show(current, layout ? layout.rows.map(({ row }) => row) : null));
}

/** Shows the result that is current, after it was loaded or changed. */
function fill() {
  viewer.draw(
    new Map(features.map((f) => [f.id, f.shape])),
    new Set(features.filter((f) => f.rubble).map((f) => f.id)),
  );
  panel.facts(current);
  panel.rows(features, current.mmPerPixel);
  const rows = rowsOf(layout, features);
  rowLayer.draw(rows);
  panel.layout(rows, aboutRows());
  $('again-segmenter').value = current.segmenter;
  $('again-area').value = current.minArea ?? 0;
  $('keys').textContent = KEYS;
  downloads();
  barScale();
}

/** What the rows come from, in a few words; null where there is nothing to be said of rows. */
function aboutRows() {
  if (!layout) {
    return null;
  }
  const count = layout.rows.length || 'none';
  return layout.foundBy === 'given' ? `${count}, given` : `${count}, found by ${layout.foundBy}`;
}

/** What to ask for so that rows that a person gave stay as they are. */
function sameRows() {
  return layout?.foundBy === 'given' ? { layout: { rows: layout.rows } } : {};
}

/** Shows what a result has become, unless another one is shown by now. */
async function refresh(changed) {
  const collection = await api.pieces(changed.id);
  if (current?.id === changed.id) {
    current = changed;
    features = featuresOf(collection);
    layout = collection.layout ?? null;
    fill();
    await showLog();
  }
}

function downloads() {
  const files = [
    ['zip', 'Everything', 'ZIP of all files'],
    ['csv', 'Measures', 'CSV, a row'],
    ['fragments.csv', 'Pieces', 'CSV, a row a piece'],
    ['json', 'Result', 'JSON with provenance'],
    ['geojson', 'Outlines', 'GeoJSON, for QuPath and GIS'],
    ['mask.png', 'Mask', 'PNG, a label a pixel'],
    ['overlay.png', 'Overlay', 'PNG, outlines on the photo'],
    ['html', 'Report', 'A page with everything inside'],
  ];
  $('download-list').replaceChildren(
    ...files.map(([suffix, title, what]) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `${current.links.self}.${suffix}`;
      link.textContent = title;
      const hint = document.createElement('small');
      hint.textContent = what;
      link.append(hint);
      link.onclick = (event) => {
        event.preventDefault();
        $('downloads').open = false;
        const stem = current.photo.name.replace(/\.[^.]*$/, '');
        attempt(async () => download(await api.address(link.href), `${stem}.${suffix}`));
      };
      item.append(link);
      return item;
    }),
  );
}

function barScale() {
  const bar = $('bar-scale');
  const scale = current?.mmPerPixel;
  bar.hidden = !scale || viewer.share !== null;
  if (bar.hidden) {
    return;
  }
  const most = (140 * scale) / viewer.scale;
  const ten = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].find((n) => n * ten <= most) * ten;
  bar.querySelector('i').style.width = `${(length / scale) * viewer.scale}px`;
  bar.querySelector('span').textContent = `${number(length)} mm`;
}

function choose(id) {
  viewer.mark('chosen', id);
  panel.choose(id);
}

// ---------------------------------------------------------------- tools

function press(id, on) {
  $(id).setAttribute('aria-pressed', on);
}

function leaveTools() {
  const within = document.activeElement?.closest('#edit-tools, #row-tools, #slider');
  editor.end();
  rowEditor.end();
  document.querySelector('.stage').classList.remove('editing', 'editing-rows');
  viewer.use(null);
  viewer.marks.replaceChildren();
  viewer.compare(null);
  for (const id of ['edit-tools', 'row-tools', 'slider', 'side-left', 'side-right']) {
    $(id).hidden = true;
  }
  for (const id of ['tool-scale', 'tool-compare', 'tool-edit', 'tool-rows']) {
    press(id, false);
  }
  $('keys').textContent = KEYS;
  note(null);
  if (within) {
    // What had the focus is hidden now.
    const tools = { slider: 'tool-compare', 'edit-tools': 'tool-edit', 'row-tools': 'tool-rows' };
    $(tools[within.id]).focus({ preventScroll: true });
  }
}

const isOn = (id) => $(id).getAttribute('aria-pressed') === 'true';

const isUnsaved = () =>
  (editor.active && editor.changed) || (rowEditor.active && rowEditor.changed);

/** Asks before unsaved corrections are lost. */
function mayLeave() {
  return !isUnsaved() || confirm('Discard your corrections?');
}

/** Turns a tool on, or off if it is on. */
function toggle(id, begin) {
  if (!mayLeave()) {
    return;
  }
  const was = isOn(id);
  leaveTools();
  fill();
  if (!was) {
    press(id, true);
    begin();
  }
}

function beginScale() {
  note('Drag along something whose length you know');
  $('keys').textContent = DRAW_KEYS;
  let from = null;
  const draw = (to) => {
    viewer.marks.replaceChildren();
    const d = `M${from.join(' ')}L${to.join(' ')}`;
    element('path', { class: 'sketch', d }, viewer.marks);
  };
  viewer.use({
    crosshair: true,
    down: (point) => {
      from = point;
      return true;
    },
    move: draw,
    up: (to) => {
      draw(to);
      askForLength(Math.hypot(to[0] - from[0], to[1] - from[1]));
      from = null;
    },
    hover: (to) => from && draw(to),
    set: (point) => {
      if (!from) {
        from = point;
        note('Now the other end');
      } else {
        draw(point);
        askForLength(Math.hypot(point[0] - from[0], point[1] - from[1]));
        from = null;
      }
    },
    key: (event) => {
      if (event.key === 'Escape') {
        toggle('tool-scale', beginScale);
        $('tool-scale').focus();
        return true;
      }
      return false;
    },
  });
}

function askForLength(pixels) {
  if (pixels < 3) {
    note('That was too short: drag along something whose length you know');
    return;
  }
  const dialog = $('scale-dialog');
  $('scale-length').textContent = `It is ${number(pixels)} pixels long on the photo.`;
  dialog.returnValue = '';
  dialog.showModal();
  $('scale-cancel').onclick = () => dialog.close('cancel');
  dialog.onclose = async () => {
    const length = Number($('scale-mm').value);
    leaveTools();
    if (dialog.returnValue === 'set' && length > 0) {
      await attempt(async () => {
        note('Measuring in millimetres');
        const body = { mmPerPixel: length / pixels, author: $('author').value };
        await refresh(await api.scale(current.id, body));
        toast(`A pixel is ${number(length / pixels)} mm.`);
      });
      note(null);
    }
  };
}

async function beginCompare() {
  const other = [...$('again-segmenter').options].find((o) => o.value !== current.segmenter);
  if (!other) {
    leaveTools();
    toast('There is only one segmenter here.');
    return;
  }
  const wanted =
    $('again-segmenter').value === current.segmenter ? other.value : $('again-segmenter').value;
  note(`Asking ${wanted}`);
  const { id } = current;
  const second = await attempt(async () => {
    const body = {
      result: current.id,
      segmenter: wanted,
      minArea: current.minArea ?? 0,
      ...sameRows(),
    };
    if (current.mmPerPixel) {
      body.mmPerPixel = current.mmPerPixel;
    }
    const asked = JSON.stringify(body);
    if (compared?.asked === asked) {
      return compared;
    }
    const begun = await api.scoreAgain(body);
    const end = await api.follow(begun.id, () => {});
    if (end.status !== 'done') {
      throw new api.ApiError(api.sentence(end.error), 0);
    }
    compared = { asked, end, shapes: featuresOf(await api.pieces(end.id)) };
    return compared;
  });
  if (current?.id !== id) {
    return;
  }
  if (!second || !isOn('tool-compare')) {
    leaveTools();
    return;
  }
  note(null);
  viewer.drawSecond(new Map(second.shapes.map((f) => [f.id, f.shape])));
  $('side-left').textContent = `${current.segmenter}: ${pieces(current)}`;
  $('side-right').textContent = `${second.end.segmenter}: ${pieces(second.end)}`;
  for (const id of ['slider', 'side-left', 'side-right']) {
    $(id).hidden = false;
  }
  panel.facts(current, second.end);
  slide();
  $('split-at').focus();
}

function slide() {
  const at = Number($('split-at').value);
  $('slider').style.setProperty('--at', `${at}%`);
  viewer.compare(at / 100);
  barScale();
}

function beginEdit() {
  $('edit-tools').hidden = false;
  document.querySelector('.stage').classList.add('editing');
  $('keys').textContent = EDIT_KEYS;
  note('Choose a piece, then drag its vertices');
  editor.begin(features);
}

function editorChanged() {
  if (!editor.active) {
    return;
  }
  const chosen = editor.chosen !== null;
  for (const id of ['edit-split', 'edit-merge', 'edit-rubble', 'edit-delete']) {
    $(id).disabled = !chosen;
  }
  $('edit-rubble').setAttribute('aria-pressed', editor.rubble.has(editor.chosen));
  $('edit-vertex').disabled = !editor.vertex;
  $('edit-undo').disabled = !editor.past.length;
  $('edit-redo').disabled = !editor.future.length;
  $('edit-save').disabled = !editor.changed;
  const hints = {
    add: 'Click round the new piece; Enter, or a click on the first point, closes it',
    split: 'Click on both sides of the piece where the cut goes',
    merge: 'Click the piece that belongs to this one, or choose it in the table',
  };
  $('keys').textContent = editor.crosshair ? DRAW_KEYS : EDIT_KEYS;
  note(hints[editor.name] ?? (chosen ? null : 'Choose a piece, then drag its vertices'));
  const shapes = [...editor.shapes].map(([id, shape]) => {
    const rubble = editor.rubble.has(id);
    const known = features.find((f) => f.id === id && f.shape === shape);
    return known
      ? { ...known, rubble }
      : { id, label: editor.labels.get(id), shape, rubble, measures: { area_px2: geo.area(shape) } };
  });
  panel.rows(shapes, current.mmPerPixel);
  panel.choose(editor.chosen);
}

async function save() {
  note('Keeping your corrections');
  $('edit-save').disabled = true;
  const { id } = current;
  await attempt(async () => {
    const answer = await api.feedback(id, {
      verdict: 'correct',
      author: $('author').value,
      comment: $('comment').value,
      polygons: editor.collection(),
    });
    if (current?.id === id) {
      leaveTools();
    }
    await refresh(answer);
    const left = answer.problems.filter((p) => !p.kept).length;
    toast(left ? `Kept; ${left} shapes could not be used.` : 'Your corrections are kept.', left > 0);
  });
  if (editor.active) {
    editorChanged();
  }
}

function beginRows(changed = null) {
  $('row-tools').hidden = false;
  document.querySelector('.stage').classList.add('editing', 'editing-rows');
  rowEditor.begin(rowsOf(layout, features), changed);
}

function rowsChanged() {
  if (!rowEditor.active) {
    return;
  }
  const { rows, chosen } = rowEditor;
  for (const id of ['row-delete', 'row-turn']) {
    $(id).disabled = chosen === null;
  }
  $('row-earlier').disabled = !(chosen > 0);
  $('row-later').disabled = chosen === null || chosen + 1 >= rows.length;
  $('row-undo').disabled = !rowEditor.past.length;
  $('row-redo').disabled = !rowEditor.future.length;
  $('row-score').disabled = !rowEditor.changed;
  $('row-score').textContent = rows.length ? 'Score with these rows' : 'Look for rows anew';
  $('row-add').setAttribute('aria-pressed', rowEditor.crosshair);
  $('keys').textContent = rowEditor.crosshair ? ROW_DRAW_KEYS : ROW_KEYS;
  const points = ['Click where the row begins', 'Now where it ends', 'Now on one of its sides'];
  note(
    rowEditor.crosshair
      ? points[rowEditor.points.length]
      : chosen === null && rows.length
        ? 'Choose a row, then drag its corners'
        : null,
  );
  panel.layout(rows, rowEditor.changed ? `${rows.length}, not scored yet` : aboutRows() ?? 'none', chosen);
}

/** Has the photo scored with the rows as they have been corrected; they stay if that fails. */
async function scoreRows() {
  const rows = structuredClone(rowEditor.rows);
  const { id } = current;
  const body = {
    result: id,
    segmenter: $('again-segmenter').value || undefined,
    minArea: $('again-area').value || 0,
    ...(current.mmPerPixel ? { mmPerPixel: current.mmPerPixel } : {}),
    ...(rows.length ? { layout: rowEditor.layout() } : {}),
  };
  $('row-score').disabled = true;
  const begun = await attempt(() => api.scoreAgain(body));
  if (!begun) {
    rowsChanged();
    return;
  }
  if (current?.id !== id) {
    return;
  }
  const done = await work(current.photo.name, async () => begun);
  if (done === null && current?.id === id && !$('result').hidden) {
    press('tool-rows', true);
    beginRows(rows);
  }
}

/** Does something to the verdict; until it is done nothing else can be said. */
async function said(work) {
  if (!mayLeave()) {
    return;
  }
  leaveTools();
  fill();
  const buttons = ['accept', 'reject', 'undo'].map($);
  const were = buttons.map((button) => button.disabled);
  const focused = document.activeElement;
  buttons.forEach((button) => (button.disabled = true));
  const state = $('review-state').textContent;
  $('review-state').textContent = 'Keeping what you said …';
  const done = await attempt(async () => {
    await work();
    return true;
  });
  buttons[0].disabled = buttons[1].disabled = false;
  if (!done) {
    buttons[2].disabled = were[2];
    $('review-state').textContent = state;
  }
  if (buttons.includes(focused)) {
    (focused.disabled ? buttons[0] : focused).focus();
  }
}

async function judge(verdict) {
  await said(async () => {
    await refresh(
      await api.feedback(current.id, {
        verdict,
        author: $('author').value,
        comment: $('comment').value,
      }),
    );
    $('comment').value = '';
    toast(verdict === 'accept' ? 'Accepted.' : 'Rejected.');
  });
}

// ---------------------------------------------------------------- wiring

function wire() {
  $('file').onchange = () => {
    const [photo] = $('file').files;
    // So that the same photo can be chosen again.
    $('file').value = '';
    if (photo) {
      upload(photo);
    }
  };
  $('upload').onsubmit = (event) => event.preventDefault();
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    window.addEventListener(kind, (event) => {
      event.preventDefault();
      $('drop').classList.toggle('over', kind === 'dragover');
      if (kind === 'drop' && event.dataTransfer.files.length) {
        upload(event.dataTransfer.files[0]);
      }
    });
  }
  window.addEventListener(
    'beforeunload',
    (event) => (isUnsaved() || coreLog.changed) && event.preventDefault(),
  );
  coreLog.addEventListener('hover', (event) => light(event.detail));
  coreLog.addEventListener('choose', (event) => {
    if (!editor.active) {
      choose(event.detail);
      viewer.show(event.detail);
    }
  });
  coreLog.addEventListener('complaint', (event) => toast(event.detail, true));
  $('store-go').onclick = () =>
    work($('store-id').value, () => api.scoreAgain({ photo: $('store-id').value, ...settings() }));
  $('home').onclick = $('new-photo').onclick = (event) => {
    event.preventDefault();
    if (location.hash) {
      location.hash = '';
    } else {
      route();
    }
  };
  $('zoom-in').onclick = () => viewer.zoom(1.4);
  $('zoom-out').onclick = () => viewer.zoom(1 / 1.4);
  $('zoom-fit').onclick = () => viewer.fit();
  $('toggle-outlines').onclick = () => {
    press('toggle-outlines', !isOn('toggle-outlines'));
    $('viewer').classList.toggle('hide-outlines', !isOn('toggle-outlines'));
  };
  $('tool-scale').onclick = () => toggle('tool-scale', beginScale);
  $('tool-compare').onclick = () => toggle('tool-compare', beginCompare);
  $('tool-edit').onclick = () => toggle('tool-edit', beginEdit);
  $('edit-cancel').onclick = () => toggle('tool-edit', beginEdit);
  $('split-at').oninput = slide;
  $('edit-add').onclick = () => editor.step('add');
  $('edit-split').onclick = () => editor.step('split');
  $('edit-merge').onclick = () => editor.step('merge');
  $('edit-rubble').onclick = () => editor.toggleRubble();
  $('edit-delete').onclick = () => editor.remove();
  $('edit-vertex').onclick = () => editor.vertexCount(false);
  $('edit-undo').onclick = () => editor.undo();
  $('edit-redo').onclick = () => editor.redo();
  $('edit-save').onclick = save;
  $('tool-rows').onclick = $('row-cancel').onclick = () => toggle('tool-rows', beginRows);
  $('row-add').onclick = () => rowEditor.step(rowEditor.crosshair ? 'edit' : 'add');
  $('row-delete').onclick = () => rowEditor.remove();
  $('row-earlier').onclick = () => rowEditor.shift(-1);
  $('row-later').onclick = () => rowEditor.shift(1);
  $('row-turn').onclick = () => rowEditor.turn();
  $('row-undo').onclick = () => rowEditor.undo();
  $('row-redo').onclick = () => rowEditor.redo();
  $('row-score').onclick = scoreRows;
  rowEditor.addEventListener('changed', rowsChanged);
  rowEditor.addEventListener('complaint', (event) => toast(event.detail));
  panel.addEventListener('hover-row', (event) => rowLayer.light(event.detail));
  panel.addEventListener('choose-row', (event) => {
    if (event.detail !== null && rowEditor.active) {
      rowEditor.choose(event.detail);
    }
  });
  editor.addEventListener('changed', editorChanged);
  editor.addEventListener('complaint', (event) => toast(event.detail));
  viewer.addEventListener('hover', (event) => light(event.detail));
  viewer.addEventListener('choose', (event) => choose(event.detail));
  viewer.addEventListener('moved', barScale);
  panel.addEventListener('hover', (event) => light(event.detail));
  panel.addEventListener('choose', (event) => {
    if (editor.active && editor.name === 'merge') {
      editor.merge(event.detail);
    } else if (editor.active) {
      editor.choose(event.detail);
      viewer.near(event.detail);
    } else {
      choose(event.detail);
      viewer.show(event.detail);
    }
  });
  $('again-go').onclick = () =>
    mayLeave() &&
    work(current.photo.name, () =>
      api.scoreAgain({
        result: current.id,
        segmenter: $('again-segmenter').value,
        minArea: $('again-area').value || 0,
        ...sameRows(),
        ...(current.mmPerPixel ? { mmPerPixel: current.mmPerPixel } : {}),
      }),
    );
  $('accept').onclick = () => judge('accept');
  $('reject').onclick = () => judge('reject');
  $('undo').onclick = () => said(async () => refresh(await api.undo(current.id)));
  $('author').value = localStorage.getItem('corescore-author') ?? '';
  $('author').onchange = () => localStorage.setItem('corescore-author', $('author').value);
  window.addEventListener('keydown', (event) => {
    const active = [editor, rowEditor].find((one) => one.active);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && active) {
      event.preventDefault();
      (event.shiftKey ? active.redo : active.undo).call(active);
    }
  });
  for (const menu of [$('downloads'), $('log-downloads')]) {
    menu.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && menu.open) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
    window.addEventListener('click', (event) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  }
  window.addEventListener('hashchange', route);
  api.whenTokenIsNeeded(askForToken);
}

function light(id) {
  viewer.mark('lit', id);
  panel.light(id);
}

function askForToken() {
  const dialog = $('token-dialog');
  dialog.returnValue = '';
  if (!dialog.open) {
    dialog.showModal();
  }
  return new Promise((resolve) =>
    dialog.addEventListener(
      'close',
      // Escape gives up, whatever stands in the field.
      () => resolve((dialog.returnValue === 'set' && $('token').value) || null),
      { once: true },
    ),
  );
}

function route() {
  const id = location.hash.slice(1);
  const elsewhere = current && id !== current.id;
  if (!mayLeave() || (elsewhere && !coreLog.mayLeave())) {
    history.replaceState(null, '', `#${current.id}`);
    return null;
  }
  leaveTools();
  return id ? open(id) : start();
}

async function begin() {
  wire();
  await attempt(async () => {
    const about = await api.about();
    for (const id of ['segmenter', 'again-segmenter']) {
      $(id).replaceChildren(
        ...about.segmenters.map((s) => Object.assign(new Option(s.id, s.id), { title: s.description })),
      );
    }
    $('limits').textContent = `JPEG, PNG, TIFF or BMP, up to ${about.maxBodyBytes >> 20} MB`;
    $('store-box').hidden = !about.photoStore;
  });
  if (!works) {
    // Else a photo was dropped already.
    await route();
  }
}

begin();
