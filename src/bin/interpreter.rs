//! The interpreter worker.
#![cfg_attr(target_arch = "wasm32", no_main)]

// Not `main`, before which the standard library prepares what no worker needs.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start, private)]
fn start() {
    tasklanes::runtime::interpreter::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
