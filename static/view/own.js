// Programs of a reader's own. The page asks for them as for files of its catalogue (start.js): they are compiled here, in the
// compiler worker, from what their names hold. A name is `~` and the packed program (src/share/), or `~0` and the text alone, as
// static/embed.js writes it; nothing is on any server.

/** So many are kept: the page asks for each twice, and comes back to a few. */
const KEPT = 12;

/** So many characters hold 100,000 bytes, which is the most that a program has. */
const LONGEST = 133_334;

/** A worker that is silent for so many seconds hangs; until it has been heard of once, it may still be loading. */
const SILENT = 5;
const LOADING = 30;

const made = new Map();
const making = new Map();
const asked = new Map();
let worker;
let watch;
let last = 0;

/** Starts the compiler worker (src/compiler/mod.rs). */
function start() {
  worker = new Worker(new URL('../compiler-loader.js', import.meta.url));
  let [silent, limit] = [0, LOADING];
  worker.onmessage = ({ data }) => {
    [silent, limit] = [0, SILENT];
    asked.get(data.id)?.(data);
    asked.delete(data.id);
    if (data.over) end(data.error);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end(`The compiler did not start (${event.message || 'the browser gives no reason'}). Its files may be missing, or the page’s security policy may forbid workers.`);
  };
  // Second by second, so that a computer that has slept does not count.
  watch = setInterval(() => {
    silent = asked.size > 0 ? silent + 1 : 0;
    if (silent >= limit) end(`The compiler did not answer for ${limit} seconds, and was ended.`);
  }, 1000);
}

/** Asks the compiler worker, which is started when it is first asked. Where it ends before, the answer has `error` and `over`. */
export function ask(request) {
  const id = ++last;
  return new Promise((resolve) => {
    asked.set(id, resolve);
    try {
      if (!worker) start();
      worker.postMessage({ id, ...request });
    } catch (error) {
      end(`The compiler could not be started: ${error}.`);
    }
  });
}

/** Nothing more comes from this worker; whoever asks next gets another. */
function end(error) {
  clearInterval(watch);
  worker?.terminate();
  worker = undefined;
  for (const resolve of asked.values()) resolve({ error, over: true });
  asked.clear();
}

/** Whether a name is a reader's own program's. */
export const isOwn = (name) => name.startsWith('~');

/** Where every own program stands that was made from no listing. */
export const NEW = { title: 'Your program', file: 'program.py', source: '', original: '', notebook: false, cpus: 4, seed: 0 };

/** A text that is written as base64 (the alphabet for addresses) of UTF-8; throws a sentence. */
function plain(text) {
  if (text.length > LONGEST) throw 'This program is longer than 100,000 bytes, which is the most that a link may hold.';
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw 'This link is damaged: what stands in it is not a text. Copy it once more.';
  }
}

/** A listing, or a reader's own program, as what can be changed; throws a sentence. */
export async function read(name) {
  if (name.startsWith('~0')) return { ...NEW, source: plain(name.slice(2)) };
  if (isOwn(name)) {
    const { shared, error } = await ask({ do: 'unpack', text: name.slice(1) });
    if (error) throw error;
    const { text, cpus, seed } = await original(shared.original);
    return { ...shared, text, cpus, seed };
  }
  const { title, ...rest } = await original(name);
  if (rest.text === undefined) throw 'A newer version of this page is there: reload.';
  return { ...rest, title: `Your version of “${title}”`, source: rest.text, original: name };
}

/** The names that listings and their variants have. A link may say anything. */
const LISTING = /^[a-z0-9-]+(\.[a-z0-9-]+)?$/;

/** What a program was made from; of none, and of a listing that is not there any more, what is usual. */
async function original(name) {
  const built = LISTING.test(name) ? await self.tasklanes.file(`${name}.bin`) : null;
  if (typeof built === 'string') throw built;
  const listing = built ? await ask({ do: 'read', built }) : NEW;
  if (listing.error) throw listing.error;
  const { title, file, cpus, seed, source } = listing;
  return { title, file, cpus, seed, text: built ? source : undefined, notebook: name.endsWith('.notebook') };
}

/** Packs and compiles; answers with the name, or with what is wrong. */
export async function make(program) {
  const { title, file, source, notebook } = program;
  const { text, ...failed } = await ask({ do: 'pack', title, file, source, notebook, original: program.original });
  return failed.error ? failed : compile(`~${text}`, program);
}

async function compile(name, { title, file, source, notebook, text, cpus, seed }) {
  const lead = 'Compiled and predicted in this page from the code below. Run really runs it.';
  const answer = await ask({ do: 'compile', name, title, lead, file, source, original: text, notebook, cpus, seed });
  if (answer.built) {
    made.delete(name);
    made.set(name, answer);
    if (made.size > KEPT) made.delete(made.keys().next().value);
  }
  return { name, ...answer };
}

/** What is made of a name, once. */
function found(name) {
  if (made.has(name)) return made.get(name);
  if (!making.has(name)) {
    const one = read(name).then((program) => compile(name, program));
    making.set(name, one);
    const over = () => making.delete(name);
    one.then(over, over);
  }
  return making.get(name);
}

/** A file that the page asks for: `~….bin` or `~….program`. Its bytes, or a sentence. */
export async function file(path) {
  // A link may have points in it.
  const point = path.lastIndexOf('.');
  try {
    const { diagnostics, error, built, program } = await found(path.slice(0, point));
    const [first] = diagnostics ?? [];
    if (first) return `The program in this link does not compile: line ${first.line}, ${first.message}.`;
    return error ?? (path.slice(point) === '.bin' ? built : program).slice();
  } catch (error) {
    return String(error);
  } finally {
    // Nobody edits in a frame: one answer was all. (Of a frame whose page goes away Chromium, 156, leaves the worker for good.)
    if (document.documentElement.dataset.embed === '' && asked.size === 0) end('');
  }
}
