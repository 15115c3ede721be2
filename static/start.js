// Starts the page.
{
  const root = document.documentElement;
  const embedded = /[?&]embed/.test(location.search);
  // Before the first paint, so that a chosen theme does not flash. A link's goes first; a sandboxed frame has no storage.
  try {
    const theme = /[?&]theme=(light|dark)/.exec(location.hash)?.[1] ?? localStorage.getItem('tasklanes-theme');
    if (theme) root.dataset.theme = theme;
  } catch {}
  if (embedded) {
    root.dataset.embed = '';
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '%BUILD%/view/embed.css' }));
  }

  // A file of the catalogue: its bytes, a sentence where it cannot be had, or nothing where this build is gone. What a reader has
  // written is made in its place.
  self.tasklanes = {
    async file(name) {
      if (name[0] === '~') return (await import('./view/own.js')).file(name);
      const url = `%BUILD%/catalogue/${name}`;
      try {
        const answer = await fetch(url);
        // Some servers answer with the page where a file is missing.
        const page = /html/.test(answer.headers.get('content-type'));
        if (answer.ok && !page) return new Uint8Array(await answer.arrayBuffer());
        return page || [404, 410].includes(answer.status) ? null : `The server answered ${answer.status} for ${url}.`;
      } catch {
        return `The connection failed while ${url} was loading.`;
      }
    },
  };

  // The interpreter's WebAssembly, compiled once for all its workers.
  let interpreter;
  const compile = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw `the server answered ${answer.status} for ${url}`;
    return WebAssembly.compile(await answer.arrayBuffer());
  };
  // An interpreter worker. What goes wrong with its WebAssembly is as if it had said so itself.
  self.tasklanes.interpreter = () => {
    const worker = new Worker('%BUILD%/interpreter-loader.js');
    interpreter ??= compile('%BUILD%/interpreter_bg.wasm');
    interpreter.then((module) => worker.postMessage(module), (error) => {
      interpreter = undefined;
      worker.dispatchEvent(new MessageEvent('message', { data: `${error}` }));
    });
    return worker;
  };

  // The page may fail to start at all: then say so where it says that it is starting.
  addEventListener('unhandledrejection', () => {
    const boot = document.getElementById('boot');
    if (boot) boot.textContent = 'tasklanes could not start here: it needs a browser of 2024 or later with WebAssembly. Reload to try again.';
  });

  // What few need comes when it is asked for.
  addEventListener('click', async ({ target }) => {
    const name = target.closest?.('[data-opens]')?.dataset.opens;
    if (!name) return;
    document.querySelector('.toast')?.remove();
    try {
      await (await import(`./view/${name}.js`)).open();
    } catch (error) {
      // Nobody answers, or a newer build is there.
      const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
      const toast = make('div', { className: 'failure toast', role: 'alert' });
      toast.append(make('p', { textContent: 'That could not be loaded.' }), make('button', { textContent: 'Reload the page', onclick: () => location.reload() }));
      document.body.append(toast);
      throw error;
    }
  });

  // Has the page kept for when there is no connection (sw.js), which can wait: while a program runs nothing else should.
  const keep = async () => {
    if (document.querySelector('[data-run$=ing]')) {
      setTimeout(keep, 4000);
      return;
    }
    try {
      await navigator.serviceWorker.register('sw.js');
    } catch {}
  };

  // The page's links say which script and which WebAssembly belong to it.
  addEventListener('DOMContentLoaded', async () => {
    if (embedded) import('./view/embed.js');
    const [script, wasm] = [...document.querySelectorAll('[rel$=preload]')].map((link) => link.href);
    const app = await import(script);
    await app.default({ module_or_path: wasm });
    if (!embedded) setTimeout(keep, 4000);
    // Who was editing goes on.
    try {
      if (sessionStorage.getItem('tasklanes-tab')) (await import('./view/edit.js')).resume();
    } catch {}
  });
}
