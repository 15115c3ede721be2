'use strict';
// Starts the compiler worker, a classic worker as all are, and hears the page for it. What it loads is beside it, in the folder of its
// build. Messages are described in src/compiler/mod.rs.
const waiting = [];
let answer;

function over(reason) {
  answer = () => {
    throw reason;
  };
}

function hear(request) {
  const { id } = request;
  const began = performance.now();
  try {
    const [message, moved] = answer(request);
    postMessage({ id, ms: performance.now() - began, ...message }, moved);
  } catch (error) {
    // After a fault nothing in the WebAssembly's memory can be relied on.
    const reason = typeof error === 'string' ? error : `A fault of the compiler, not of the program: ${error}.`;
    over(reason);
    postMessage({ id, error: reason, over: true });
  }
}

onmessage = ({ data }) => (answer ? hear(data) : waiting.push(data));

function ready() {
  answer ??= wasm_bindgen.answer;
  waiting.splice(0).forEach(hear);
}

function failed(error) {
  over(`The compiler could not be loaded: ${error}.`);
  ready();
}

try {
  importScripts('compiler.js');
  wasm_bindgen({ module_or_path: 'compiler_bg.wasm' }).then(ready, failed);
} catch (error) {
  failed(error);
}
