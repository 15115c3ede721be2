// What a reader has typed, kept by the browser until it is typed over: also what does not compile, which no address holds.
// Each tab writes a draft of its own, so that no two overwrite each other.

const VERSION = 1;
const KEY = 'tasklanes-draft-';
/** So many are kept; the oldest goes first. */
const MOST = 20;

/** The tab's own number: it outlives a reload. A tab that was copied is another. */
const tab = (() => {
  const { type } = performance.getEntriesByType('navigation')[0] ?? {};
  try {
    const kept = type === 'navigate' ? null : sessionStorage.getItem('tasklanes-tab');
    const id = kept ?? crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
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

let now;

function put() {
  const write = () => localStorage.setItem(KEY + tab, JSON.stringify(now));
  try {
    const others = all().filter(({ key }) => key !== KEY + tab);
    for (const { key } of others.slice(MOST - 1)) localStorage.removeItem(key);
    try {
      write();
    } catch {
      // No room: the oldest makes it.
      if (others.length) localStorage.removeItem(others.pop().key);
      write();
    }
    return true;
  } catch {
    return false;
  }
}

const mine = () => all().find(({ key }) => key === KEY + tab);

export const drafts = {
  /** Whether this tab was editing this program when it was left. */
  open: (name) => mine()?.open === name,

  /** What this tab's reader last typed into it, if that differs from what was shown. */
  mine(name) {
    const draft = mine();
    return draft?.name === name ? draft.text : undefined;
  },

  /** The newest other text that was made from the same listing. */
  earlier: ({ original, source }) => all().find((draft) => original && draft.original === original && draft.text !== source),

  begin(name, { original, source }) {
    const before = mine();
    now = { version: VERSION, name, original, open: name, text: before?.name === name ? before.text : source, when: Date.now(), fresh: true };
    if (before?.name === name) put();
  },

  /** Keeps a text; answers whether it could. */
  write(text) {
    now = { ...now, text, when: Date.now(), fresh: undefined };
    return put();
  },

  /** What is typed is shown under this name now. */
  rename(name) {
    now = { ...now, name, open: name };
    put();
  },

  end() {
    if (!now.fresh) {
      now = { ...now, open: undefined };
      put();
    }
  },
};
