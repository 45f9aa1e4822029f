// Elements without innerHTML: whatever a scenario calls its hubs stays text.

/** `element('a', {href: '#x', class: 'y', onclick: f}, 'text', child)`; null children are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'selected') node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A labelled `select`; `options` are [value, label]. */
export function select(label, options, value, on_change) {
  const list = element(
    'select',
    { onchange: (event) => on_change(event.target.value) },
    options.map(([id, text]) => element('option', { value: id, selected: String(id) === String(value) }, text)),
  );
  return element('label', { class: 'control' }, element('span', {}, label), list);
}

export function checkbox(label, checked, on_change) {
  const box = element('input', { type: 'checkbox', checked, onchange: (event) => on_change(event.target.checked) });
  return element('label', { class: 'control check' }, box, element('span', {}, label));
}

/** A slider that says its value in words, for those who hear the page. */
export function slider(label, maximum, value, in_words, on_input) {
  const output = element('output', {}, in_words(value));
  const range = element('input', { type: 'range', min: 0, max: maximum, step: 1, 'aria-valuetext': in_words(value) });
  range.value = value;
  const show = (to) => {
    range.value = to;
    output.textContent = in_words(to);
    range.setAttribute('aria-valuetext', in_words(to));
  };
  range.addEventListener('input', () => {
    show(Number(range.value));
    on_input(Number(range.value));
  });
  return { node: element('label', { class: 'control slider' }, element('span', {}, label), range, output), show };
}

/** A box of plain words; empty sentences are left out. */
export function answer(title, ...sentences) {
  return element(
    'div',
    { class: 'answer' },
    element('h3', {}, title),
    sentences.filter(Boolean).map((text) => element('p', { dir: 'auto' }, text)),
  );
}
