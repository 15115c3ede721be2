//! Where lane workers are started from.

use alloc::string::String;

use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::lane_script::SCRIPT;
use super::worker::describe;

/// The script's address, and an address for its text, which some pages need: one in a sandboxed frame, for one,
/// may load no worker from its own site.
pub(super) struct Script {
    address: String,
    text: Option<TextUrl>,
    /// Whether the address has not failed yet.
    pub(super) address_works: bool,
}

impl Script {
    pub(super) fn new(address: &str) -> Self {
        Self { address: address.into(), text: None, address_works: true }
    }

    /// The script's own address.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// An address of the script's text.
    pub(super) fn text_url(&mut self) -> Result<&str, String> {
        let text = match self.text.take() {
            Some(text) => text,
            None => TextUrl::new()?,
        };
        Ok(&self.text.insert(text).0)
    }
}

/// A `blob:` address, given back when dropped.
struct TextUrl(String);

impl TextUrl {
    fn new() -> Result<Self, String> {
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        Blob::new_with_str_sequence_and_options(&Array::of1(&SCRIPT.into()), &options)
            .and_then(|blob| Url::create_object_url_with_blob(&blob))
            .map(Self)
            .map_err(|error| describe(&error))
    }
}

impl Drop for TextUrl {
    fn drop(&mut self) {
        // Fails for what is no address only.
        let _ = Url::revoke_object_url(&self.0);
    }
}
