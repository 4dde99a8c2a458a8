// SPDX-License-Identifier: Apache-2.0
/** Calls to the service. A token, where one is needed, is kept for this tab only. */

const TOKEN = 'corescore-token';

/** An answer that is an error: its message is for people. */
export class ApiError extends Error {
  constructor(message, status, problems = null) {
    super(message);
    this.status = status;
    /** What is wrong, field by field, where there are fields. */
    this.problems = problems;
  }
}

let askForToken = async () => null;

/** Says how a person is asked for a token. */
export function whenTokenIsNeeded(ask) {
  askForToken = ask;
}

/** What the service says, as a person writes it. */
export function sentence(text) {
  // The name of a file stays as it is.
  const begun = /^\S*[./]\S/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}

async function call(path, options = {}) {
  const token = sessionStorage.getItem(TOKEN);
  const headers = new Headers(options.headers);
  if (token) {
    headers.set('Authorization', `Bearer ${token}`);
  }
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch (problem) {
    if (problem.name === 'AbortError') {
      throw problem;
    }
    throw new ApiError('The service cannot be reached.', 0);
  }
  if (answer.status === 401) {
    const given = await askForToken();
    if (given) {
      sessionStorage.setItem(TOKEN, given);
      return call(path, options);
    }
  }
  if (!answer.ok) {
    let message = `The service answered ${answer.status}.`;
    let fields = null;
    try {
      const { error, problems } = await answer.json();
      fields = problems ?? null;
      const wait = Number(answer.headers.get('Retry-After'));
      message = sentence(wait ? error.replace(/; try again later$/, `; try again in ${wait} s`) : error);
    } catch {
      // Not from the service itself: the status has to do.
    }
    throw new ApiError(message, answer.status, fields);
  }
  return answer;
}

async function json(path, options) {
  return (await call(path, options)).json();
}

function post(path, body, method = 'POST') {
  return json(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export const about = () => json('/v1/about');
export const list = (path = '/v1/results?limit=12') => json(path);
export const result = (id) => json(`/v1/results/${id}`);
export const pieces = (id) => json(`/v1/results/${id}.geojson`);
export const cancel = (id) => post(`/v1/results/${id}/cancel`, {});
export const undo = (id) => post(`/v1/results/${id}/undo`, {});
export const feedback = (id, body) => post(`/v1/results/${id}/feedback`, body);
export const log = (id) => json(`/v1/results/${id}/log`);
export const enterLog = (id, entry, state, author) =>
  post(`/v1/results/${id}/log?state=${state}&author=${encodeURIComponent(author)}`, entry, 'PUT');
export const markLog = (id, mark, author) =>
  post(`/v1/results/${id}/log/marks?author=${encodeURIComponent(author)}`, mark);
export const undoLog = (id) => post(`/v1/results/${id}/log/undo`, {});
export const scale = (id, body) => post(`/v1/results/${id}/scale`, body);

/** Sends a photo, until a signal says to stop, and does not wait for its result. */
export function scoreFile(file, settings, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(settings)) {
    form.set(name, value);
  }
  form.set('wait', '0');
  form.set('photo', file);
  return json('/v1/score', { method: 'POST', body: form, signal });
}

/** Asks for a photo of the store, or of an earlier result. */
export const scoreAgain = (settings) => post('/v1/score', { ...settings, wait: 0 });

/** A file as an address for an image or a link; the caller revokes it. */
export async function address(path) {
  return URL.createObjectURL(await (await call(path)).blob());
}

/**
 * Follows the work on a result to its end; asks now and then where its events end before.
 *
 * @param {string} id the result
 * @param {(progress: {progress: number, stage: string}) => void} onProgress told of each step
 * @returns the result at the end
 */
export async function follow(id, onProgress) {
  for (;;) {
    await listen(id, onProgress);
    const now = await result(id);
    if (now.status === 'done' || now.status === 'failed') {
      return now;
    }
    await new Promise((goOn) => setTimeout(goOn, 1000));
  }
}

/** Hears of progress until the events end. Read by hand, as an EventSource cannot show a token. */
async function listen(id, onProgress) {
  let answer;
  try {
    answer = await call(`/v1/results/${id}/events`);
  } catch (problem) {
    if (problem.status === 503) {
      // Too many listen, or the service is ending.
      return;
    }
    throw problem;
  }
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    // A connection that breaks is an end, too.
    const { done, value } = await reader.read().catch(() => ({ done: true }));
    if (done) {
      return;
    }
    text += value;
    let end;
    while ((end = text.indexOf('\n\n')) >= 0) {
      const event = /^event: (.*)\ndata: (.*)$/m.exec(text.slice(0, end));
      text = text.slice(end + 2);
      if (event?.[1] === 'progress') {
        onProgress(JSON.parse(event[2]));
      }
    }
  }
}
