// The listing on the screen as an editor: what is typed is compiled and predicted at once, and becomes what the page shows. The
// address holds it, so that it can be shared, run, raced and come back to as every listing can.

import { NEW, isOwn, make, read } from './own.js';
import { drafts } from './drafts.js';

/** So many milliseconds nothing is typed before it is compiled. A number that is turned does not wait. */
const PAUSE = 120;

const find = (selector) => document.querySelector(selector);
const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const button = (text, onclick, more) => element('button', { type: 'button', textContent: text, onclick, ...more });

/** What is edited: the program as it was when it was opened, and its name in the address; none while the editor is closed. */
let open_;
let opening;

const names = () => decodeURI(location.hash.slice(1)).split('?')[0].split('+');
const live = () => /^(starting|running)$/.test(find('main').dataset.run);

/** Puts another name in the place of what is edited, and leaves what stands beside it: wishes, and those who race. */
function show(name) {
  const [all, wishes] = decodeURI(location.hash.slice(1)).split('?');
  const next = all.split('+').map((one) => (one === open_.name ? name : one)).join('+');
  open_.name = name;
  location.replace(`#${next}${wishes ? `?${wishes}` : ''}`);
}

/** Opens the editor on what is shown. */
export async function open() {
  if (open_) return open_.editor.focus();
  if (opening) return;
  opening = true;
  try {
    const name = names().find(isOwn) ?? names()[0];
    await begin(name, await read(name));
    open_.editor.focus();
  } catch (error) {
    find('#editor').replaceChildren(element('p', { className: 'edit-status', role: 'alert', textContent: `The editor could not be opened. ${error}` }));
  } finally {
    opening = false;
  }
}

/** Goes on with what was being edited when the page was left. */
export async function resume(name) {
  if (open_ || opening || !drafts.open(name)) return;
  opening = true;
  try {
    const program = await read(name);
    while (!find('#editor')) await new Promise(requestAnimationFrame);
    await begin(name, program);
  } finally {
    opening = false;
  }
}

async function begin(name, program) {
  const css = new URL('edit.css', import.meta.url).href;
  const styled = find(`link[href="${css}"]`) || new Promise((resolve, reject) => {
    document.head.append(element('link', { rel: 'stylesheet', href: css, onload: resolve, onerror: reject }));
  });
  const [{ open: editorIn }] = await Promise.all([import('../editor/editor.js'), styled]);
  const host = find('#editor');
  const status = element('p', { className: 'edit-status', role: 'status' });
  const notices = element('div', { className: 'edit-notices' });
  const problems = element('ul', { className: 'problems', ariaLabel: 'Problems' });
  const area = element('div', { className: 'edit-area' });
  const reset = button('Reset', () => back(), { title: 'Back to the listing as it is written' });
  const race = button('Compare', compare, { title: 'Run it against the listing as it is written' });
  reset.hidden = race.hidden = !program.original;
  host.replaceChildren(
    element('div', { className: 'edit-bar' }, race, reset, button('Start empty', empty), button('Done', done)),
    status, notices, area, problems);
  document.documentElement.dataset.edits = '';
  open_ = { name, program, status, notices, problems, reset, race, shown: program.source, tried: program.source };
  const draft = drafts.mine(name);
  open_.editor = editorIn({
    parent: area,
    text: draft ?? program.source,
    label: 'Python program',
    file: program.file,
    onChange: changed,
    onRun: () => find('#run').click(),
    onTooLong: (length) => notice(`That would be ${length.toLocaleString('en')} characters. A program has 100,000 at the most: nothing was changed.`),
    onPaste: ({ found, apply }) => notice(`The pasted text has ${found.join(', ')}.`, 'Mend it', apply),
  });
  const earlier = draft === undefined && drafts.earlier(program);
  if (earlier) {
    notice(`You changed this program before, ${new Date(earlier.when).toLocaleString()}.`, 'Take that version', () => open_.editor.replace(earlier.text));
  }
  drafts.begin(name, program);
  // A number that is being turned keeps its handle until it is let go.
  area.addEventListener('pointerdown', () => { open_.pressed = true; });
  for (const type of ['pointerup', 'pointercancel']) addEventListener(type, released);
  new MutationObserver(() => live() || settle()).observe(find('main'), { attributeFilter: ['data-run'] });
  addEventListener('hashchange', follow);
  check();
}

/** The page shows something else now: the editor goes with what it was opened on. */
function follow() {
  if (open_ && !names().includes(open_.name)) close();
}

function close() {
  open_.editor.destroy();
  clearTimeout(open_.timer);
  removeEventListener('hashchange', follow);
  for (const type of ['pointerup', 'pointercancel']) removeEventListener(type, released);
  delete document.documentElement.dataset.edits;
  find('#editor')?.replaceChildren();
  open_ = undefined;
  drafts.end();
}

function done() {
  close();
  find('[data-opens=edit]')?.focus();
}

/** A line above the text, with something to do about it. */
function notice(text, label, act) {
  const line = element('p', { role: 'status', textContent: text });
  const gone = () => {
    line.remove();
    open_?.editor.focus();
  };
  if (label) line.append(' ', button(label, () => { act(); gone(); }));
  line.append(' ', button('Dismiss', gone));
  open_.notices.replaceChildren(line);
}

function changed(text) {
  if (!open_?.editor) return;
  drafts.write(text) || say('This browser keeps no drafts (its storage is full or closed): Share keeps the program in a link.');
  clearTimeout(open_.timer);
  open_.timer = setTimeout(check, open_.pressed ? 0 : PAUSE);
}

/** Compiles what is there, one text at a time. */
async function check() {
  const it = open_;
  if (it.checking) return;
  const source = it.editor.text();
  it.checking = true;
  const answer = await make({ ...it.program, source });
  it.checking = false;
  if (open_ !== it) return;
  it.tried = source;
  if (answer.built) {
    it.good = { name: answer.name, source };
    it.editor.diagnose([]);
    it.knobs = answer.knobs;
    it.of = source;
    turnable();
    list([]);
    settle();
  } else if (answer.diagnostics) {
    it.editor.diagnose(answer.diagnostics);
    list(answer.diagnostics);
    say(`The chart shows your last program without problems.`);
  } else {
    list([]);
    say(answer.error);
  }
  if (it.editor.text() !== source) check();
}

/** Gives the numbers their handles, where they are still where they were. */
function turnable() {
  const { pressed, knobs, of, editor } = open_;
  if (!pressed && knobs && of === editor.text()) editor.knobs(knobs);
}

function released() {
  if (!open_?.pressed) return;
  open_.pressed = false;
  turnable();
}

/** Shows the newest program that compiles, unless a run goes on. */
function settle() {
  const { good, name } = open_ ?? {};
  if (!good) return;
  const problems = open_.problems.childElementCount > 0;
  if (good.name !== name && good.source !== open_.shown) {
    if (live()) return say('The chart shows the run of the program as it was when Run was pressed.');
    show(good.name);
    open_.shown = good.source;
    drafts.rename(good.name);
  }
  say(problems ? 'The chart shows your last program without problems.' : 'The chart shows this program.');
}

function say(text) {
  if (open_.status.textContent !== text) open_.status.textContent = text;
}

/** The problems, for who does not see them in the text. */
function list(all) {
  open_.problems.replaceChildren(...all.map(({ line, column, message, hint }) => element('li', {},
    button(`Line ${line}`, () => open_.editor.go(line, column)), ' ', message, ...(hint ? [element('small', { textContent: `; ${hint}` })] : []))));
}

function back() {
  open_.editor.replace(open_.program.text ?? '');
  open_.editor.focus();
}

/** The edited program against the listing that it was made from. */
function compare() {
  const { original } = open_.program;
  const all = names();
  if (!all.includes(original)) location.hash = [original, ...all.slice(0, 3)].join('+');
}

function empty() {
  const text = open_.editor.text();
  Object.assign(open_.program, NEW);
  open_.reset.hidden = open_.race.hidden = true;
  open_.editor.replace('');
  notice('Undo brings the text back.', 'Bring it back', () => open_.editor.replace(text));
  open_.editor.focus();
}
