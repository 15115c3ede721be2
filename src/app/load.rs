//! Fetching the catalogue.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::browser;

/// Fetches a file of the catalogue, such as `index.bin`.
///
/// # Errors
/// A sentence for the reader: what could not be loaded, and why.
pub(super) async fn load(name: &str) -> Result<Vec<u8>, String> {
    let url = format!("catalogue/{name}?v={}", env!("TASKLANES_BUILD"));
    match fetch(&url).await {
        Ok(Ok(bytes)) => Ok(bytes),
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
