'use strict';
// Starts the interpreter worker: a classic worker, because module workers do not start everywhere. Its script is
// beside it, in the folder of its build; its WebAssembly comes from the page, which compiles it once for all workers.
// A string is how a worker's start tells the page of a failure; everything else crosses as bytes.
const failed = (error) => postMessage(String(error));
try {
  importScripts('interpreter.js');
  onmessage = ({ data }) => {
    // The page may have something to say of other workers before: that is not for a worker that does not listen yet.
    if (!(data instanceof WebAssembly.Module)) return;
    onmessage = null;
    wasm_bindgen({ module_or_path: data }).catch(failed);
  };
} catch (error) {
  failed(error);
}
