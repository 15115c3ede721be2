'use strict';
// A lane worker: it stands for one Python thread or process. It blocks or burns CPU for as long as it is told
// to, and says by its own clock when it began and when it ended. src/runtime/lane_script.rs describes the
// messages. Plain JavaScript on purpose: wasm in every lane would use up the browser's wasm memories.

// Milliseconds after which a long job lets the worker's event loop run, for some hundredths of a millisecond.
// Chromium ends a worker that never gets there only two seconds after `terminate()`.
const SLICE = 100;

// The numbers that messages begin with.
const BURN = 1;
const READY = 0;
const BEGAN = 1;
const ENDED = 2;

const clock = () => performance.timeOrigin + performance.now();

// The way to the interpreter worker.
let port;
const say = (...numbers) => port.postMessage(new Float64Array(numbers).buffer);

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
  else say(ENDED, job.number, clock(), 0);
}

function obey({ data }) {
  const began = clock();
  const [word, number, milliseconds] = new Float64Array(data.buffer);
  const burns = word === BURN;
  if (!burns && cell === undefined && milliseconds > 0) cell = makeCell();
  job = { number, burns, end: began + milliseconds };
  say(BEGAN, number, began, burns || cell !== null);
  work();
}

// Each run gives it a port of its own.
onmessage = ({ ports }) => {
  port?.close();
  port = ports[0];
  port.onmessage = obey;
  say(READY, 0, clock(), 0);
  // The page draws nothing before.
  postMessage(null);
};
