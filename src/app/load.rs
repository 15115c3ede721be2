//! Fetching the catalogue.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

/// What there is to say where a file of this build is gone: the site has been replaced while the page was open. Every
/// build has a folder of its own, so that what is asked for is never another build's.
pub(super) const OUTDATED: &str = "A newer version of this page is there: reload.";

/// As a listing's name: whether this build is still there. It stands for a file of the build, by an address that no cache
/// knows.
pub(super) const PROBE: &str = "index.bin?";

#[wasm_bindgen]
extern "C" {
    /// In `static/start.js`: bytes, or a sentence, or nothing where this build is gone.
    #[wasm_bindgen(js_namespace = tasklanes, js_name = file)]
    fn get(name: &str) -> Promise;
}

/// Fetches a file of the catalogue, such as `index.bin`; what a reader has written is compiled in its place.
///
/// # Errors
/// A sentence for the reader: what could not be loaded, and why; [`OUTDATED`] where this build is gone.
pub(super) async fn load(name: &str) -> Result<Vec<u8>, String> {
    // It never fails: a failure is a sentence.
    let found = JsFuture::from(get(name)).await.unwrap_or_default();
    match found.dyn_ref::<Uint8Array>() {
        Some(bytes) => Ok(bytes.to_vec()),
        None => Err(found.as_string().unwrap_or_else(|| OUTDATED.into())),
    }
}
