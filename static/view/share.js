// The share dialog: what is shown as a link, and as what puts it into somebody else's page. docs/embed.md is the long form.
//
// It reads what a reader sees, and needs nothing of the app: it is loaded when it is first opened.

import { framed, loaded, make, styled } from './help.js';
import { isOwn, read } from './own.js';

const site = new URL('../..', import.meta.url).href;
const find = (selector) => document.querySelector(selector);
// Two braces, or one and a per cent, are what the templates of blogs fill in.
const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll(/\{(?=[{%])/g, '&#123;');
const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** What is shown now: names, title, and what the reader has set; of a reader's own program alone its text. */
async function look() {
  const names = decodeURI(location.hash.slice(1)).split('?')[0].split('+');
  const own = names.some(isOwn);
  const speed = Number(find('input[name=speed]:checked')?.value ?? 10) / 10;
  const head = find('#playhead[aria-valuenow]');
  return {
    names,
    title: find('h1').textContent,
    own,
    source: own && names.length === 1 ? (await read(names[0])).source : '',
    speed: String(speed),
    rows: find('input[name=grouping][value=task]')?.checked ? 'tasks' : 'workers',
    theme: document.documentElement.dataset.theme ?? 'auto',
    at: find('.playhead.away') && head ? String(Math.round(head.getAttribute('aria-valuenow') * 1e3) / 1e3) : '',
    code: false,
    autoplay: false,
  };
}

/** What differs from what is so by itself, for an address. */
function wishes({ speed, rows, theme, at }, more = {}) {
  const all = { ...(speed !== '1' && { speed }), ...(rows !== 'workers' && { rows }), ...(theme !== 'auto' && { theme }), ...(at && { at }), ...more };
  return Object.keys(all).length ? `?${new URLSearchParams(all)}` : '';
}

const link = (it) => `${site}#${it.names.join('+')}${wishes(it)}`;
const poster = (it) => `${site}posters/${it.names[0]}.svg${it.theme === 'auto' ? '' : `#${it.theme}`}`;
const frame = (it) => `${site}?embed#${it.names.join('+')}${wishes(it, it.code && { code: 'shown' })}`;

/** The element's attributes, in order. */
function attributes({ names, own, title, speed, rows, theme, code, autoplay }) {
  const [listing, variant] = names[0].split('.');
  return [
    ...(names.length > 1 ? [['race', names.join(' ')]] : [['listing', listing], ...(variant ? [['variant', variant]] : [])]),
    // What is in no catalogue has no name but what it is given.
    ...(own ? [['title', title]] : []),
    ...(speed !== '1' ? [['speed', speed]] : []),
    ...(rows !== 'workers' ? [['rows', rows]] : []),
    ...(theme !== 'auto' ? [['theme', theme]] : []),
    ...(code ? [['code', 'shown']] : []),
    ...(autoplay ? [['autoplay', '']] : []),
  ];
}

const written = (it) => attributes(it).map(([name, value]) => (value ? `${name}="${attribute(value)}"` : name)).join(' ');
const script = `<script src="${site}embed.js"></script>`;
// What stays where no script runs: of a reader's own program there is no picture. Its text is shown until it runs.
const fallback = (it) => (it.own
  ? `${it.source && `<pre>\n${attribute(it.source.trimEnd())}\n</pre>\n  `}<a href="${attribute(link(it))}">${attribute(it.title)}</a>`
  : picture(it));
const picture = (it) => `<a href="${attribute(link(it))}"><img src="${attribute(poster(it))}" alt="Predicted: ${attribute(it.title)}"></a>`;
const element = (it) => `<task-lanes ${written(it)}>\n  ${fallback(it)}\n</task-lanes>`;
const bracketed = (text) => text.replaceAll(/[[\]\\]/g, '\\$&');
// Markdown leaves a known block alone, and puts an unknown element into a paragraph.
const block = (it, opening) => `<${opening}>\n${script}\n${element(it)}\n</div>`;

// Each with what to do with it, in parts that are copied one by one, and whether its preview is the element.
const forms = [
  ['Link', (it) => [['', link(it)]], 'link'],
  ['HTML', (it) => [['Where the listing is to stand. One script is enough for a page.', `${script}\n${element(it)}`]], 'element'],
  ['Markdown', (it) => [it.own
    ? ['A link, for places that run no scripts: READMEs, newsletters, feeds. There is no picture of a program of your own.', `[${bracketed(it.title)}](${link(it)})`]
    : ['A picture with a link, for places that run no scripts: READMEs, newsletters, feeds.', `[![Predicted: ${bracketed(it.title)}](${poster(it)})](${link(it)})`]], 'picture'],
  ['Jekyll', (it) => [['In a post.', block(it, 'div markdown="0"')]], 'element'],
  ['Hugo', (it) => [
    ['Once, as layouts/shortcodes/task-lanes.html.', `${script}\n<task-lanes {{ range $name, $value := .Params }}{{ printf "%s=\\"%s\\" " $name (htmlEscape $value) | safeHTMLAttr }}{{ end }}></task-lanes>`],
    ['In a post.', `{{< task-lanes ${attributes(it).map(([name, value]) => `${name}=${quoted(value)}`).join(' ')} >}}`],
  ], 'element'],
  ['MkDocs', (it) => [['In a page.', block(it, 'div')]], 'element'],
  ['Jupyter', (it, height) => [['In a cell.', `from IPython.display import IFrame\n\nIFrame(${quoted(frame(it))}, width="100%", height=${height})`]], 'frame'],
];

let dialog;
let it;
let form = 0;

/** A choice among words, in a row of its own. */
function choice(label, name, options) {
  const select = make('select', { className: 'try', onchange: () => change(name, select.value) },
    ...options.map(([value, text]) => make('option', { value, textContent: text, selected: it[name] === value })));
  return make('label', {}, make('span', { textContent: label }), select);
}

function check(label, name) {
  const input = make('input', { type: 'checkbox', checked: it[name], onchange: () => change(name, input.checked) });
  return make('label', {}, input, make('span', { textContent: label }));
}

function change(name, value) {
  it[name] = value;
  show();
}

async function copy(area, button) {
  const text = area.value;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not allowed, or not there (a page without https): the old way.
    area.select();
    if (!document.execCommand('copy')) return tell('Select the text and copy it with the keyboard.');
  }
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  tell('Copied.');
}

function tell(text) {
  dialog.querySelector('[role=status]').textContent = text;
}

function part([what, text], at) {
  const id = `share-text-${at}`;
  const area = make('textarea', { id, readOnly: true, value: text, rows: Math.min(text.split('\n').length, 8), spellcheck: false });
  if (!what) area.setAttribute('aria-label', 'Link');
  const button = make('button', { type: 'button', className: 'primary', textContent: 'Copy', onclick: () => copy(area, button) });
  return make('div', { className: 'part' }, ...(what ? [make('label', { htmlFor: id, textContent: what })] : []), area, button);
}

/** The same that the text would make. */
function preview(kind, live) {
  if (kind === 'element') return live;
  if (kind === 'frame') return make('iframe', { src: frame(it), title: it.title, height: live.offsetHeight, loading: 'lazy' });
  const anchor = make('a', { href: link(it), target: '_blank', rel: 'noopener' });
  if (kind === 'link') anchor.textContent = link(it);
  else if (it.own) anchor.textContent = it.title;
  else anchor.append(make('img', { src: poster(it), alt: `Predicted: ${it.title}` }));
  return anchor;
}

/** Of what the element is told, all in its place. */
function embed() {
  const live = make('task-lanes', {}, ...(it.source ? [make('pre', { textContent: it.source })] : []));
  for (const [name, value] of attributes(it)) live.setAttribute(name, value);
  return live;
}

function show() {
  const [name, texts, kind] = forms[form];
  dialog.querySelector('.forms').querySelectorAll('input').forEach((input, at) => { input.checked = at === form; });
  for (const label of dialog.querySelectorAll('[data-for]')) label.hidden = !label.dataset.for.split(' ').includes(kind);
  const stage = dialog.querySelector('.preview');
  const live = embed();
  stage.replaceChildren(live);
  // How high it is, is known once it is there.
  const height = live.offsetHeight;
  dialog.querySelector('.texts').replaceChildren(...texts(it, height).map(part));
  stage.replaceChildren(preview(kind, live));
  stage.setAttribute('aria-label', `What it looks like: ${name}`);
}

function build() {
  const forSome = (kinds, label) => {
    label.dataset.for = kinds;
    return label;
  };
  const speeds = ['0.5', '1', '2', '4', '10', '20'].map((speed) => [speed, `${speed}×`]);
  const every = 'link picture element frame';
  dialog = framed('share-dialog', 'Share',
    make('fieldset', { className: 'segments forms' }, make('legend', { className: 'hidden', textContent: 'Form' }),
      ...forms.map(([name], at) => make('label', {},
        make('input', { type: 'radio', name: 'form', value: name, onchange: () => { form = at; show(); } }), make('span', { textContent: name })))),
    make('div', { className: 'choices' },
      forSome('link element frame', choice('Speed', 'speed', speeds)),
      forSome('link element frame', choice('Rows', 'rows', [['workers', 'By worker'], ['tasks', 'By task']])),
      forSome(every, choice('Theme', 'theme', [['auto', 'As the page'], ['light', 'Light'], ['dark', 'Dark']])),
      forSome('element frame', check('With its code', 'code')),
      forSome('element', check('Run when it comes into sight', 'autoplay'))),
    make('div', { className: 'texts' }),
    make('p', { className: 'hidden', role: 'status' }),
    make('h3', { textContent: 'Preview' }),
    make('div', { className: 'preview', role: 'group' }));
}

/** Opens it. */
export async function open() {
  if (dialog?.open || !find('h1:not(.loading)')) return;
  const ready = ['dialog.css', 'share.css'].map(styled);
  // As a script, not as a module: it finds its address that way, as in every other page.
  if (!customElements.get('task-lanes')) ready.push(loaded('script', { src: `${site}embed.js` }));
  [it] = await Promise.all([look(), ...ready]);
  build();
  dialog.showModal();
  show();
}
