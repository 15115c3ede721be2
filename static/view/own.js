// Programs of a reader's own. The page asks for them as for files of its catalogue (start.js): they are compiled here, in the
// compiler worker, from what their names hold. A name is `~` and the packed program (src/share/), or `~0` and the text alone, as
// static/embed.js writes it; nothing is on any server.

/** So many are kept: the page asks for each twice, and comes back to a few. */
const KEPT = 12;

/** So many characters hold 100,000 bytes, which is the most that a program has. */
const LONGEST = 133_334;

const made = new Map();
const asked = new Map();
let worker;
let last = 0;

/** Asks the compiler worker (src/compiler/mod.rs), which is started when it is first asked. */
export function ask(request) {
  if (!worker) {
    worker = new Worker(new URL('../compiler-loader.js', import.meta.url));
    worker.onmessage = ({ data }) => {
      asked.get(data.id)?.(data);
      asked.delete(data.id);
      if (data.over) end(data.error);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end(`The compiler did not start (${event.message || 'the browser gives no reason'}). Its files may be missing, or the page’s security policy may forbid workers.`);
    };
  }
  const id = ++last;
  return new Promise((resolve) => {
    asked.set(id, resolve);
    worker.postMessage({ id, ...request });
  });
}

/** Nothing more comes from this worker; whoever asks next gets another. */
function end(error) {
  worker?.terminate();
  worker = undefined;
  for (const resolve of asked.values()) resolve({ error });
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
  return { ...rest, title: `Your version of “${title}”`, source: rest.text, original: name };
}

/** What a program was made from; of none, and of a listing that is not there any more, what is usual. */
async function original(name) {
  const built = name ? await self.tasklanes.file(`${name}.bin`) : '';
  const listing = built instanceof Uint8Array ? await ask({ do: 'read', built }) : NEW;
  if (listing.error) throw listing.error;
  const { title, file, cpus, seed, source } = listing;
  return { title, file, cpus, seed, text: built ? source : undefined, notebook: name.endsWith('.notebook') };
}

/** Packs and compiles; answers with the name, or with what is wrong. */
export async function make(program) {
  const { title, file, source, notebook } = program;
  const { text, error } = await ask({ do: 'pack', title, file, source, notebook, original: program.original });
  if (error) return { error };
  return compile(`~${text}`, program);
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

/** A file that the page asks for: `~….bin` or `~….program`. Its bytes, or a sentence. */
export async function file(path) {
  try {
    const [name, kind] = path.split('.');
    const found = made.get(name) ?? await compile(name, await read(name));
    const [first] = found.diagnostics ?? [];
    if (first) return `The program in this link does not compile: line ${first.line}, ${first.message}.`;
    if (found.error) return found.error;
    // Where the reader was editing it, that goes on.
    if (kind === 'bin') import('./edit.js').then(({ resume }) => resume(name));
    return found[kind === 'bin' ? 'built' : 'program'].slice();
  } catch (error) {
    return String(error);
  }
}
