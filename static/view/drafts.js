// What a reader has typed, kept by the browser until it is typed over: also what does not compile, which no address holds.
// Each time that the editor is opened has a draft of its own, so that no two overwrite each other.

const VERSION = 1;
const KEY = 'tasklanes-draft-';
/** So many are kept; the oldest goes first. */
const MOST = 20;

const fresh = () => crypto.getRandomValues(new Uint32Array(2)).join('-');

/** The tab's own name: it outlives a reload. A tab that is new has another. */
const tab = (() => {
  const { type } = performance.getEntriesByType('navigation')[0] ?? {};
  try {
    const kept = type === 'navigate' ? null : sessionStorage.getItem('tasklanes-tab');
    const id = kept ?? fresh();
    sessionStorage.setItem('tasklanes-tab', id);
    return id;
  } catch {
    return 'none';
  }
})();

/** All drafts that can be read, the newest first. */
function all() {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(KEY)) continue;
      try {
        const draft = JSON.parse(localStorage.getItem(key));
        if (draft.version === VERSION && typeof draft.text === 'string') found.push({ ...draft, key });
      } catch {}
    }
  } catch {}
  return found.sort((a, b) => b.when - a.when);
}

/** What is written, and under which key. */
let now;
let key;
let ended;

function put() {
  const write = () => localStorage.setItem(key, JSON.stringify(now));
  try {
    write();
    return true;
  } catch {}
  // No room: the oldest makes it, and the next.
  for (const other of all().reverse()) {
    if (other.key === key) continue;
    try {
      localStorage.removeItem(other.key);
      write();
      return true;
    } catch {}
  }
  return false;
}

const mine = (is) => all().find((draft) => draft.tab === tab && is(draft));

export const drafts = {
  /** The name of the program that was being edited in this tab when it was left. */
  opened: () => mine(({ open }) => open)?.open,

  /** What this tab's reader last typed into it, if anything. */
  mine: (name) => mine((draft) => draft.name === name)?.text,

  /** The newest other text that was made from the same listing, or from none. */
  earlier: ({ original, source }) =>
    all().find((draft) => draft.key !== key && draft.original === original && draft.text !== source && draft.text.trim() !== ''),

  /** From now on this is edited. What was typed into it before goes on, under another key: a tab that was copied has it, too. */
  begin(name, { original, source }) {
    const before = mine((draft) => draft.name === name);
    key = KEY + fresh();
    now = { version: VERSION, tab, name, original, open: name, text: before?.text ?? source, when: Date.now() };
    try {
      if (before && put()) localStorage.removeItem(before.key);
      for (const { key: old } of all().slice(MOST)) localStorage.removeItem(old);
    } catch {}
  },

  /** Keeps a text, and what it is made from; answers whether it could. */
  write(text, { original }) {
    now = { ...now, text, original, when: Date.now(), typed: true };
    return put();
  },

  /** What is typed is shown under this name now. */
  rename(name) {
    now = { ...now, name, open: name };
    if (now.typed) put();
  },

  /** Goes on where the last one ended. */
  again(name) {
    now = { ...now, open: name };
    key = ended;
    if (now.typed) put();
  },

  /** Nothing is edited any more. */
  end() {
    now = { ...now, open: undefined };
    try {
      if (localStorage.getItem(key)) put();
    } catch {}
    [ended, key] = [key, undefined];
  },
};
