'use strict';
// Starts the interpreter worker: a classic worker, because module workers do not start everywhere. The page gives
// the build's version in this file's query, so that a cached file of another build is never loaded.
// A string is how a worker's start tells the page of a failure; everything else crosses as bytes.
const failed = (error) => postMessage(String(error));
try {
  importScripts('interpreter.js' + location.search);
  wasm_bindgen({ module_or_path: 'interpreter_bg.wasm' + location.search }).catch(failed);
} catch (error) {
  failed(error);
}
