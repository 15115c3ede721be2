//! Fetching the catalogue.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::browser;

/// What there is to say where a file of this build is gone: the site has been replaced while the page was open. Every
/// build has a folder of its own, so that what is asked for is never another build's.
pub(super) const OUTDATED: &str = "A newer version of this page is there: reload.";

/// As a listing's name: whether this build is still there. It stands for a file of the build, by an address that no cache
/// knows.
pub(super) const PROBE: &str = "index.bin?";

/// Fetches a file of the catalogue, such as `index.bin`.
///
/// # Errors
/// A sentence for the reader: what could not be loaded, and why; [`OUTDATED`] where this build is gone.
pub(super) async fn load(name: &str) -> Result<Vec<u8>, String> {
    let url = format!(concat!(env!("TASKLANES_BUILD"), "/catalogue/{}"), name);
    match fetch(&url).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(404 | 410)) => Err(OUTDATED.into()),
        Ok(Err(status)) => Err(format!("The server answered {status} for {url}.")),
        Err(_) => Err(format!("The connection failed while {url} was loading.")),
    }
}

/// The file's bytes, or the HTTP status that came instead.
async fn fetch(url: &str) -> Result<Result<Vec<u8>, u16>, JsValue> {
    let window = browser::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(Err(response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Ok(Uint8Array::new(&buffer).to_vec()))
}
