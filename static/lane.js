'use strict';
// A lane worker: it stands for one Python thread or process. It blocks or burns CPU for as long as it is told
// to, and says by its own clock when it began and when it ended. src/runtime/lane_script.rs describes the
// messages. Plain JavaScript on purpose: wasm in every lane would use up the browser's wasm memories.

// Milliseconds after which a long job lets the worker's event loop run, for some hundredths of a millisecond.
// Chromium ends a worker that never gets there only two seconds after `terminate()`.
const SLICE = 100;

const clock = () => performance.timeOrigin + performance.now();

// The way to the interpreter worker.
let port;
// Where to wait: undefined before the first sleep, null where this browser has no wait that blocks.
let cell;
// What is being done: its number, when it ends, whether it burns.
let job;

const later = new MessageChannel();
later.port1.onmessage = work;

function makeCell() {
  try {
    // A shared memory needs no cross-origin isolation, unlike a SharedArrayBuffer.
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const made = new Int32Array(memory.buffer);
    Atomics.wait(made, 0, 0, 0);
    return made;
  } catch {
    return null;
  }
}

function work() {
  const left = job.end - clock();
  if (left > 0) {
    const slice = Math.min(left, SLICE);
    if (job.burns) {
      const until = clock() + slice;
      while (clock() < until);
    } else if (cell) {
      Atomics.wait(cell, 0, 0, slice);
    } else {
      // Longer ones would overflow the timer and fire at once.
      setTimeout(work, Math.min(left, 2 ** 30));
      return;
    }
  }
  if (clock() < job.end) later.port2.postMessage(null);
  else port.postMessage(['ended', job.number, clock()]);
}

function obey({ data: [word, number, milliseconds] }) {
  const began = clock();
  const burns = word === 'burn';
  if (!burns && cell === undefined && milliseconds > 0) cell = makeCell();
  job = { number, burns, end: began + milliseconds };
  port.postMessage(['began', number, began, burns || cell !== null]);
  work();
}

onmessage = ({ ports }) => {
  port = ports[0];
  port.onmessage = obey;
  port.postMessage(['ready', 0, clock()]);
  // The page draws nothing before.
  postMessage(null);
};
