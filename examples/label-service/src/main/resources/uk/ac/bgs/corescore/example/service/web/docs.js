// SPDX-License-Identifier: Apache-2.0
/** Shows the OpenAPI document for people. */

function text(name, content, parent) {
  const made = document.createElement(name);
  made.textContent = content;
  parent.append(made);
  return made;
}

function operation(path, method, what) {
  const card = document.createElement('article');
  card.className = 'card';
  const title = text('h3', '', card);
  text('b', method.toUpperCase(), title);
  title.append(path);
  text('p', what.summary, card);
  if (what.description) {
    text('p', what.description, card).className = 'hint';
  }
  if (what.parameters) {
    const list = document.createElement('ul');
    for (const parameter of what.parameters) {
      const item = text('li', '', list);
      text('code', parameter.name, item);
      item.append(` ${parameter.description}`);
    }
    card.append(list);
  }
  const answers = Object.keys(what.responses).join(', ');
  text('p', `Answers ${answers}`, card).className = 'hint';
  return card;
}

const document31 = await (await fetch('/openapi.json')).json();
const routes = document.getElementById('routes');
for (const { name } of document31.tags) {
  text('h2', name, routes);
  for (const [path, methods] of Object.entries(document31.paths)) {
    for (const [method, what] of Object.entries(methods)) {
      if (what.tags.includes(name)) {
        routes.append(operation(path, method, what));
      }
    }
  }
}
