// Starts the page that is one file (scripts/standalone), in the place of start.js. What the page and its workers ask for by
// address is in the file; nobody else is ever asked.
{
  const root = document.documentElement;
  const embedded = /[?&]embed/.test(location.search);
  // As in start.js.
  try {
    const theme = /[?&]theme=(light|dark)/.exec(location.hash)?.[1] ?? localStorage.getItem('tasklanes-theme');
    if (theme) root.dataset.theme = theme;
  } catch {}
  if (embedded) root.dataset.embed = '';

  addEventListener('unhandledrejection', () => {
    const boot = document.getElementById('boot');
    if (boot) boot.textContent = 'tasklanes could not start here: it needs a browser of 2024 or later, and a place that lets WebAssembly be.';
  });

  // The folder of the build, and bytes by address.
  let folder;
  const files = new Map();
  const file = (address) => files.get(address.split('?')[0]);

  // Takes the files out of the page; gives the names of those that it starts with.
  async function unpack() {
    const element = document.getElementById('files');
    const { sizes, packed, ...names } = JSON.parse(element.textContent);
    element.remove();
    [folder] = names.embed.split('/');
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const all = new Uint8Array(await new Response(stream).arrayBuffer());
    let at = 0;
    for (const [address, size] of sizes) files.set(address, all.slice(at, at += size));
    return names;
  }

  // A blob is the one place that a page from the disk or in a sandboxed frame can start a worker from.
  const blobs = new Map();
  const blob = (address, ...parts) => {
    if (!blobs.has(address)) blobs.set(address, URL.createObjectURL(new Blob(parts, { type: 'text/javascript' })));
    return blobs.get(address);
  };

  self.Worker = class extends Worker {
    constructor(address) {
      super(file(address) ? blob(address, file(address)) : address);
    }
  };

  // In the place of start.js' own, and of interpreter-loader.js: its script is in the file, too.
  const LOADER = `
onmessage = ({ data }) => {
  if (!(data instanceof WebAssembly.Module)) return;
  onmessage = null;
  wasm_bindgen({ module_or_path: data }).catch((error) => postMessage(String(error)));
};`;
  let interpreter;
  self.tasklanes = {
    file: async (name) => file(`${folder}/catalogue/${name}`)?.slice() ?? 'This file has the listings alone, and no compiler: open the link on a site.',
    interpreter() {
      const worker = new Worker(blob('interpreter', file(`${folder}/interpreter.js`), LOADER));
      interpreter ??= WebAssembly.compile(file(`${folder}/interpreter_bg.wasm`));
      interpreter.then((module) => worker.postMessage(module), (error) => worker.dispatchEvent(new MessageEvent('message', { data: `${error}` })));
      return worker;
    },
  };

  // Modules start as text in the page: from any address of their own they are refused in some places.
  const run = (address) => {
    const textContent = new TextDecoder().decode(file(address));
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', textContent }));
  };

  // In a page that was given as text (srcdoc), an address that begins with # leads to the page around it.
  if (location.protocol === 'about:') {
    addEventListener('click', (event) => {
      const address = event.target.closest('a[href^="#"]')?.getAttribute('href');
      if (!address || event.defaultPrevented) return;
      event.preventDefault();
      location.hash = address;
    });
  }

  addEventListener('DOMContentLoaded', async () => {
    const { app, wasm, embed, help } = await unpack();
    if (embedded) run(embed);
    run(help);
    document.addEventListener('click', ({ target }) => target.closest('#keys') && tasklanes.help());
    // The app's script ends with a call of this.
    self.startApp = (start) => start({ module_or_path: file(wasm) });
    run(app);
  });
}
