//! The compiler worker.
#![cfg_attr(target_arch = "wasm32", no_main)]

/// What `static/compiler-loader.js` has each request answered by.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[must_use]
pub fn answer(request: &wasm_bindgen::JsValue) -> js_sys::Array {
    tasklanes::compiler::worker::answer(request)
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
