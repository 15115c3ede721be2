// The listing on the screen as an editor: what is typed is compiled and predicted at once, and becomes what the page shows. The
// address holds it, so that it can be shared, run, raced and come back to as every listing can.

import { NEW, isOwn, make, read } from './own.js';
import { drafts } from './drafts.js';

/** So many milliseconds nothing is typed before it is compiled. A number that is turned does not wait. */
const PAUSE = 120;
/** So many are at the least between two addresses: browsers refuse more than 200 in ten seconds. */
const STEP = 60;
/** So many go by before it is said that something is being waited for. */
const PATIENCE = 400;

const find = (selector) => document.querySelector(selector);
const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const button = (text, onclick, more) => element('button', { type: 'button', textContent: text, onclick, ...more });
const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** What is edited: the program as it was when it was opened, and its name in the address; none while the editor is closed. */
let open_;
let opening;

function address() {
  const hash = location.hash.slice(1);
  try {
    return decodeURI(hash).split('?');
  } catch {
    return hash.split('?');
  }
}
const names = () => address()[0].split('+');
const live = () => /^(starting|running)$/.test(find('main').dataset.run);

/** Those who race, in the order of their names; none where one is alone. */
const runners = () => [...document.querySelectorAll('.heading .runner')];
/** Whose code and output the panels show. */
const focused = () => runners().findIndex((runner) => runner.getAttribute('aria-pressed') === 'true');

/** The name of what is to be edited: what the code panel shows, or in a race what a reader has made himself. */
function shown() {
  const all = names();
  const at = focused();
  const [own] = [all[at], ...all].filter((name) => name && isOwn(name));
  // An address may name nothing that there is.
  return own ?? (at >= 0 ? all[at] : find('[data-try][aria-pressed=true]')?.dataset.try ?? find('a[data-listing][aria-current]')?.dataset.listing);
}

/** Puts another name in the place of what is edited, and leaves what stands beside it: wishes, and those who race. */
function show(name) {
  const [, wishes] = address();
  const all = names();
  const next = all.includes(open_.name) ? all.map((one) => (one === open_.name ? name : one)).join('+') : name;
  const hash = `#${next}${wishes ? `?${wishes}` : ''}`;
  open_.heard = new Promise((resolve) => addEventListener('hashchange', () => setTimeout(resolve), { once: true }));
  // One step back from whatever was typed is the listing.
  if (isOwn(open_.name)) location.replace(hash);
  else location.hash = hash;
  open_.name = name;
}

let files;

/** The editor's script and its style sheet. */
function load() {
  const style = () => new Promise((resolve, reject) => {
    const sheet = element('link', { rel: 'stylesheet', href: new URL('edit.css', import.meta.url).href, onload: resolve });
    sheet.onerror = () => {
      sheet.remove();
      reject('its style sheet did not load.');
    };
    document.head.append(sheet);
  });
  files ??= Promise.all([import('../editor/editor.js'), style()]).catch((error) => {
    files = undefined;
    throw error;
  });
  return files;
}

/** Opens the editor on what is shown. */
export async function open() {
  if (open_) return open_.editor.focus();
  if (opening) return;
  opening = true;
  const say = (text, role) => find('#editor')?.replaceChildren(element('p', { className: 'edit-opening', role, textContent: text }));
  const slow = setTimeout(say, PATIENCE, 'The editor is being loaded…', 'status');
  try {
    // The page may show something else by the time that it is there.
    for (let tries = 0; !open_ && tries < 5; tries++) {
      const name = shown();
      const [program] = await Promise.all([read(name), load()]);
      if (!(await begin(name, program))) await wait(PAUSE);
    }
    clearTimeout(slow);
    if (open_) open_.editor.focus();
    else say('');
  } catch (error) {
    say(`The editor could not be opened: ${String(error).replace(/\.*$/, '.')} Press Edit to try again.`, 'alert');
    addEventListener('hashchange', () => open_ || find('.edit-opening')?.remove(), { once: true });
  } finally {
    clearTimeout(slow);
    opening = false;
  }
}

/** Goes on with what was being edited when the page was left. */
export async function resume(name = drafts.opened()) {
  if (!name || open_ || opening) return;
  opening = true;
  try {
    const { hash } = location;
    while (!find('#editor')) {
      await wait(PAUSE);
      if (location.hash !== hash) return;
    }
    if (shown() === name) await begin(name, await read(name));
  } catch {
    // The page says itself that something is missing, and Edit tries once more.
  } finally {
    opening = false;
  }
}

async function begin(name, program) {
  const [{ open: editorIn }] = await load();
  const host = find('#editor');
  if (!host || shown() !== name) return false;
  const status = element('p', { className: 'edit-status', role: 'status', textContent: 'The program is being compiled…' });
  const notices = element('div', { className: 'edit-notices', role: 'status' });
  const problems = element('ul', { className: 'problems', ariaLabel: 'Problems' });
  const area = element('div', { className: 'edit-area' });
  const reset = button('Reset', back, { title: 'Back to the listing as it is written' });
  const race = button('Compare', compare, { title: 'Run it against the listing as it is written' });
  host.replaceChildren(
    element('div', { className: 'edit-bar' }, race, reset, button('Start empty', empty), button('Done', done)),
    status, notices, area, problems);
  document.documentElement.toggleAttribute('data-edits', true);
  const over = new AbortController();
  const { signal } = over;
  const it = open_ = { name, host, status, notices, problems, reset, race, over, shown: program.source, at: 0 };
  become(program);
  const draft = drafts.mine(name);
  const earlier = draft === undefined && program.original && drafts.earlier(program);
  drafts.begin(name, program);
  it.editor = editorIn({
    parent: area,
    text: draft ?? program.source,
    label: 'Python program',
    file: program.file,
    onChange: changed,
    onRun: run,
    onTooLong: (length) => notice(`That would be ${length.toLocaleString('en')} characters. A program has 100,000 at the most: nothing was changed.`),
    onPaste: ({ found, apply }) => notice(`The pasted text has ${found.join(', ')}.`, 'Mend it', () => apply() || say('It has been changed since it was pasted, and stays as it is.')),
  });
  if (earlier) {
    notice(`You changed this program before, ${new Date(earlier.when).toLocaleString()}.`, 'Take that version', () => it.editor.replace(earlier.text));
  }
  // A number that is being turned keeps its handle until it is let go.
  area.addEventListener('pointerdown', () => { it.pressed = true; });
  for (const type of ['pointerup', 'pointercancel']) addEventListener(type, released, { signal });
  addEventListener('click', pressed, { capture: true, signal });
  addEventListener('hashchange', () => names().includes(it.name) || close(), { signal });
  // A run has begun or ended, or the page has put something else in its place.
  const watch = new MutationObserver(() => (host.isConnected ? settle() : gone()));
  watch.observe(find('main'), { attributeFilter: ['data-run'], childList: true });
  // Who looks at another of those who race sees its code.
  const look = new MutationObserver(() => {
    const at = focused();
    document.documentElement.toggleAttribute('data-edits', at < 0 || names()[at] === it.name);
  });
  look.observe(find('main'), { subtree: true, attributeFilter: ['aria-pressed'] });
  signal.onabort = () => [watch, look].forEach((observer) => observer.disconnect());
  check();
  bring(it);
  return true;
}

/** What is edited is a version of this. */
function become(program) {
  open_.program = program;
  open_.reset.hidden = open_.race.hidden = program.text === undefined;
}

/** In a race the panels show what is edited, once it is there. */
async function bring(it) {
  const all = names();
  while (open_ === it && all.length > 1 && (find('#run').disabled || runners().length !== all.length)) await wait(STEP);
  const runner = open_ === it && runners()[names().indexOf(it.name)];
  if (runner && runner.getAttribute('aria-pressed') !== 'true') runner.click();
}

function close() {
  clearTimeout(open_.timer);
  clearTimeout(open_.later);
  open_.over.abort();
  open_.editor.destroy();
  open_.host.replaceChildren();
  document.documentElement.removeAttribute('data-edits');
  open_ = undefined;
  drafts.end();
}

/** The page had to take the editor away; when it is whole again, so is the editor. */
function gone() {
  const { name } = open_;
  close();
  if (!names().includes(name)) return;
  drafts.again(name);
  resume(name);
}

async function done() {
  const it = open_;
  // What was typed last is to be seen.
  await Promise.race([latest(it), wait(PATIENCE)]);
  if (open_ !== it) return;
  settle(true);
  close();
  // In a race there is no such button.
  const edit = find('[data-opens=edit]');
  (edit?.getClientRects().length ? edit : find('.code'))?.focus();
}

/** A line above the text, with something to do about it. */
function notice(text, label, act) {
  const line = element('p', { textContent: text });
  const gone = () => {
    line.remove();
    open_?.editor.focus();
  };
  const ways = label ? [button(label, () => { act(); gone(); })] : [];
  line.append(' ', element('span', {}, ...ways, button('Dismiss', gone)));
  open_.notices.replaceChildren(line);
}

function changed(text) {
  const it = open_;
  if (!it?.editor) return;
  it.unkept = !drafts.write(text, it.program);
  clearTimeout(it.timer);
  it.timer = setTimeout(check, it.pressed ? 0 : PAUSE);
}

/** Compiles what is there, one text at a time. */
function check() {
  const it = open_;
  clearTimeout(it.timer);
  it.timer = undefined;
  const free = () => { it.checking = undefined; };
  return (it.checking ??= compile(it).finally(free));
}

async function compile(it) {
  // What was typed meanwhile has its own time, unless that is over.
  do {
    const [source, { program }] = [it.editor.text(), it];
    const answer = await make({ ...program, source });
    if (open_ !== it) return;
    it.tried = source;
    take(answer, source);
  } while (!it.timer && it.tried !== it.editor.text());
}

/** Compiles what is there now. */
async function latest(it) {
  while (open_ === it && it.tried !== it.editor.text()) await check();
}

function take({ built, name, knobs, diagnostics = [], error, over }, source) {
  open_.editor.diagnose(diagnostics);
  list(diagnostics);
  open_.wrong = undefined;
  if (built) {
    open_.good = { name, source };
    open_.knobs = knobs;
    turnable();
  } else {
    open_.wrong = error ? `${error}${over ? ' It is started again when you change something.' : ''}` : 'The chart shows your last program without problems.';
  }
  settle();
}

/** Gives the numbers their handles, where they are still where they were. */
function turnable() {
  const { pressed, knobs, good, editor } = open_;
  if (!pressed && good?.source === editor.text()) editor.knobs(knobs);
}

function released() {
  if (!open_?.pressed) return;
  open_.pressed = false;
  turnable();
}

/** Shows the newest program that compiles, unless a run goes on. */
function settle(now = false) {
  const { good, name, wrong } = open_;
  let words = wrong ?? 'The chart shows this program.';
  if (good && good.name !== name && good.source !== open_.shown) {
    if (live()) {
      words = 'The chart shows the run of the program as it was when Run was pressed.';
    } else {
      clearTimeout(open_.later);
      const due = open_.at + STEP - performance.now();
      if (due > 0 && !now) {
        open_.later = setTimeout(settle, due);
        return;
      }
      open_.at = performance.now();
      open_.shown = good.source;
      show(good.name);
      drafts.rename(good.name);
    }
  }
  if (good || wrong) say(words);
}

function say(text) {
  const kept = open_.unkept ? ' This browser keeps no drafts (its storage is full or closed): Share keeps the program in a link.' : '';
  if (open_.status.textContent !== text + kept) open_.status.textContent = text + kept;
}

/** The problems, for who does not see them in the text; of several of one kind in a line, one. */
function list(all) {
  const of = new Map(all.map((one) => [`${one.line} ${one.message}`, one]).reverse());
  open_.problems.replaceChildren(...[...of.values()].reverse().map(({ line, column, message, hint }) => element('li', {},
    button(`Line ${line}`, () => open_.editor.go(line, column)),
    element('span', { textContent: message }, ...(hint ? [element('small', { textContent: `; ${hint}` })] : [])))));
}

/** Run, while what is compiled is not what is written, would run what was. */
function pressed(event) {
  if (!event.target.closest?.('#run') || live() || open_.tried === open_.editor.text()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  run();
}

/** Runs what is written, instead of what is running. */
async function run() {
  const it = open_;
  if (it.runs) return;
  it.runs = true;
  await latest(it);
  const still = () => open_ === it && it.host.isConnected;
  const until = async (holds) => {
    while (still() && !holds()) await wait(STEP / 4);
  };
  if (still() && it.wrong) {
    say(`Nothing was run: there is a problem. ${it.wrong}`);
  } else if (still()) {
    if (live()) find('#run').click();
    await until(() => !live());
    if (still()) settle(true);
    await it.heard;
    await until(() => !find('#run').disabled);
    if (still()) find('#run').click();
  }
  it.runs = false;
}

function back() {
  open_.editor.replace(open_.program.text);
  open_.editor.focus();
}

/** The edited program against the listing that it was made from. */
async function compare() {
  const it = open_;
  await latest(it);
  if (open_ !== it) return;
  settle(true);
  const [, wishes] = address();
  const { original } = it.program;
  const all = names();
  if (it.name === original) say('This is the listing as it is written: change something, and Compare runs both.');
  else if (!all.includes(original)) {
    const race = [original, it.name, ...all.filter((name) => name !== it.name)].slice(0, 4).join('+');
    const heard = new Promise((resolve) => addEventListener('hashchange', () => setTimeout(resolve), { once: true }));
    location.hash = `#${race}${wishes ? `?${wishes}` : ''}`;
    await heard;
    bring(it);
  }
}

function empty() {
  const { editor, program } = open_;
  const text = editor.text();
  const turn = (program, text) => {
    become(program);
    open_.tried = undefined;
    editor.replace(text);
    check();
  };
  turn(NEW, '');
  notice('The text is gone.', 'Bring it back', () => turn(program, text));
  editor.focus();
}
