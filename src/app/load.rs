//! Fetching the catalogue.

use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::browser;

/// Fetches a file of the catalogue, such as `index`, and reads it.
///
/// # Errors
/// A sentence for the reader: what could not be loaded, and why.
pub(super) async fn load<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let url = format!("catalogue/{name}.bin?v={}", build());
    let bytes = match fetch(&url).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(status)) => return Err(format!("The server answered {status} for {url}.")),
        Err(_) => return Err(format!("The connection failed while {url} was loading.")),
    };
    postcard::from_bytes(&bytes).map_err(|_| format!("{url} belongs to another version of this page."))
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

/// What changes with every build: a cached file of an old one is never asked for.
fn build() -> String {
    let meta = browser::document().and_then(|document| document.query_selector("meta[name=version]").ok().flatten());
    let version = meta.and_then(|meta| meta.get_attribute("content")).filter(|version| !version.is_empty());
    version.unwrap_or_else(|| option_env!("TASKLANES_BUILD").unwrap_or("0").to_string())
}
