// The page in a frame: what it tells its host, and what the host may ask of it. docs/embed.md describes the messages.
//
// It presses the same buttons as a reader and reads what a reader sees, so that there is one way to do things. Nothing that
// a host sends is executed or put into the page: of a message only known words and numbers are looked at.

const VERSION = 1;
const root = document.documentElement;
const [name, rest = ''] = decoded(location.hash.slice(1)).split('?');
const options = new URLSearchParams(rest);
const hosted = parent !== window;
// `?embed=ORIGIN` names the only host that is spoken to; without it, whoever holds the frame is.
const host = origin(new URLSearchParams(location.search).get('embed'));

/** An address as it was written; one that is none, as it is. */
function decoded(text) {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function origin(text) {
  try {
    return new URL(text).origin;
  } catch {
    return null;
  }
}

function say(event, more) {
  if (hosted) parent.postMessage({ tasklanes: VERSION, event, ...more }, host ?? '*');
}

// The line above the card: what this is, and the way to the whole page.

const title = document.createElement('div');
title.className = 'title';
title.role = 'banner';
const [heading, link] = ['h1', 'a'].map((tag) => title.appendChild(document.createElement(tag)));
link.textContent = 'Open ↗';
link.target = '_blank';
link.rel = 'noopener';
document.body.prepend(title);
if (options.get('code') === 'shown') root.dataset.code = '';
// Where its host keeps the place that it has: there is no picture of a reader's own program, and that of the other has no rows by task.
const fixed = host && (/(^|\+)~/.test(name) || options.get('rows') === 'tasks');
if (fixed) root.dataset.fixed = '';
if (host) root.classList.add('hosted');

function entitle() {
  heading.textContent = options.get('title')?.slice(0, 200) || document.querySelector('main h1:not(.loading)')?.textContent || 'tasklanes';
  link.href = `${location.pathname}#${location.hash.slice(1).split('?')[0]}`;
  link.setAttribute('aria-label', `Open “${heading.textContent}” in tasklanes`);
}

// What happens, told as it is seen.

const find = (selector) => document.querySelector(selector);
const seconds = (element) => (element ? Number(element.dataset.micros) / 1e6 : null);
const live = (run) => run === 'starting' || run === 'running';
let ready = false;
let was = 'idle';
let failed = null;

function look() {
  const main = find('main');
  const button = find('#run');
  const said = find('#failure p, .failure h1')?.parentElement.childNodes;
  const fault = said ? [...said].map(({ textContent }) => textContent).join(' ') : null;
  if (fault !== failed && (failed = fault)) say('error', { message: fault });
  if (!main || !button) return;
  if (!ready && !button.disabled) {
    ready = true;
    entitle();
    say('ready', { name, title: heading.textContent });
    if (options.has('run')) button.click();
    flush();
  }
  // It scrolls where it has no room.
  const legend = find('.legend');
  if (legend) legend.tabIndex = 0;
  const run = main.dataset.run;
  if (run === was) return;
  // A short run out of sight may be over when it is first drawn.
  if (was === 'starting' && run !== 'failed') say('started', { name });
  if (live(was) && !live(run)) {
    const runs = [...document.querySelectorAll('.took[data-micros]')].map(seconds);
    say('finished', {
      name,
      outcome: run,
      measured: seconds(find('[data-figure=measured][data-micros]')),
      simulated: seconds(find('[data-figure=simulated][data-micros]')),
      runs,
    });
  }
  was = run;
}

new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-run', 'disabled'] });
new ResizeObserver(() => {
  if (!fixed) say('resized', { height: Math.ceil(document.body.getBoundingClientRect().height) });
}).observe(document.body);

// What the host asks for. Of many messages that come at once the last of each kind counts.

const asked = new Map();
const press = (selector, when) => {
  const button = find(selector);
  if (button && !button.disabled && when(button)) button.click();
};
const obey = {
  run: () => press('#run', () => !live(find('main').dataset.run)),
  stop: () => press('#run', () => live(find('main').dataset.run)),
  play: () => press('#play', (button) => button.getAttribute('aria-label') === 'Play'),
  pause: () => press('#play', (button) => button.getAttribute('aria-label') === 'Pause'),
  seek: ({ seconds }) => {
    if (!Number.isFinite(seconds)) return;
    const at = Math.min(Math.max(seconds, 0), 9e6).toFixed(6);
    // Twice the same is asked for twice: the reader may have moved the playhead in between.
    const again = location.hash.endsWith('&') ? '' : '&';
    location.replace(`#${location.hash.slice(1).split('?')[0]}?at=${at}${again}`);
  },
  theme: ({ theme }) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else if (theme === 'auto') delete root.dataset.theme;
  },
  focus: () => find('#run')?.focus(),
};

function flush() {
  for (const [word, message] of asked) {
    if (!ready && word !== 'theme') continue;
    asked.delete(word);
    obey[word](message);
  }
}

addEventListener('message', ({ source, origin: from, data }) => {
  if (source !== parent || !hosted || (host && from !== host)) return;
  if (data?.tasklanes !== VERSION || !Object.hasOwn(obey, data.do)) return;
  if (asked.size === 0) setTimeout(flush);
  asked.delete(data.do);
  asked.set(data.do, { seconds: data.seconds, theme: data.theme });
});
say('loading', { name });
entitle();
look();
