'use strict';
// Starts the interpreter worker: a classic worker, because module workers do not start everywhere. What it loads is
// beside it, in the folder of its build.
// A string is how a worker's start tells the page of a failure; everything else crosses as bytes.
const failed = (error) => postMessage(String(error));
try {
  importScripts('interpreter.js');
  wasm_bindgen({ module_or_path: 'interpreter_bg.wasm' }).catch(failed);
} catch (error) {
  failed(error);
}
