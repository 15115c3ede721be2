// The help: what the keys and the pointer do; and the frame that it has in common with other dialogs. It is loaded when it is
// first opened, and needs nothing of the app. What the keys do is done by src/app/keys.rs.

/** An element with these properties, and in it these children. */
export const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const ANYWHERE = [
  ['R', 'Run or stop'],
  ['Space or K', 'Play or pause'],
  [',', 'Previous event'],
  ['.', 'Next event'],
  ['S', 'To the start'],
  ['E', 'To the end, or to now'],
  ['+', 'Look closer'],
  ['−', 'Show more'],
  ['0', 'Show all of it'],
  ['<', 'Earlier'],
  ['>', 'Later'],
  ['G', 'By worker or by task'],
  ['M', 'Measure from the playhead'],
  ['Esc', 'Choose and measure nothing'],
  ['?', 'These keys'],
];

const FOCUSED = [
  ['← →', 'On the playhead: event by event'],
  ['Shift ← →', 'On the playhead: by a tenth of the chart'],
  ['← → ↑ ↓', 'On the lanes: from bar to bar'],
  ['↑ ↓', 'On the code: from line to line, with its bars'],
  ['← →', 'On the overview: what is shown moves'],
];

const POINTER = [
  ['Press on a bar', 'What it is, why and for how long'],
  ['Drag the lanes', 'Move the playhead; where you look closer, the lanes'],
  ['Drag on the numbers', 'Measure a time'],
  ['Ctrl and wheel, or pinch', 'Look closer'],
  ['Shift and wheel', 'Earlier and later'],
];

/** A dialog with a title, and a button that closes it; it is in the page until it is closed. */
export function framed(id, title, ...children) {
  const cross = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg>';
  const shut = make('button', { type: 'button', className: 'close', ariaLabel: 'Close', innerHTML: cross, onclick: () => dialog.close() });
  const dialog = make('dialog', { id },
    make('div', { className: 'top' }, make('h2', { id: `${id}-title`, textContent: title }), shut), ...children);
  dialog.setAttribute('aria-labelledby', `${id}-title`);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

/** Puts something that is fetched into the page's head; comes to its end when it is there. What could not be fetched does not stay. */
export const loaded = (tag, properties) => new Promise((resolve, reject) => {
  const onerror = () => {
    element.remove();
    reject(new Error(`${properties.href ?? properties.src} could not be loaded`));
  };
  const element = make(tag, { ...properties, onload: resolve, onerror });
  document.head.append(element);
});

const sheets = new Map();

/** Loads a style sheet that is beside this file, once. */
export function styled(name) {
  const loading = sheets.get(name) ?? loaded('link', { rel: 'stylesheet', href: new URL(name, import.meta.url).href });
  sheets.set(name, loading);
  loading.catch(() => sheets.delete(name));
  return loading;
}

const list = (className, lines) => make('dl', { className },
  ...lines.map(([on, what]) => make('div', {}, make('dt', {}, make('kbd', { textContent: on })), make('dd', { textContent: what }))));
const headed = (title, className, lines) => [make('h3', { textContent: title }), list(className, lines)];

function show() {
  if (document.querySelector('dialog[open]')) return;
  framed('help', 'Keys and gestures', make('div', { className: 'columns' },
    make('section', {}, ...headed('Anywhere', 'anywhere', ANYWHERE)),
    make('section', {}, ...headed('Where the focus is', '', FOCUSED), ...headed('With a mouse or a finger', 'pointer', POINTER)))).showModal();
}

/** Opens it. */
export async function open() {
  await styled('dialog.css');
  show();
}

// Where all is one file nothing can be imported, and the styles are there (static/standalone.js).
self.tasklanes.help = show;
