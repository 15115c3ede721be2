//! The few things that the page asks of the browser, as handles that undo themselves when dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, HtmlElement, ResizeObserver, Window};

/// The window; `None` only where there is no page.
pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

/// The page's document.
pub(super) fn document() -> Option<Document> {
    window()?.document()
}

/// When the page's own clock began, in milliseconds since 1970.
pub(super) fn time_origin() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.time_origin())
}

/// Whether the reader asked for less motion.
pub(super) fn reduced_motion() -> bool {
    let query = window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Gives an element the focus.
pub(super) fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Presses a button.
pub(super) fn press(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}

/// What stands behind the `#` of the address.
pub(super) fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_string()
}

/// Puts something behind the `#` of the address.
pub(super) fn set_fragment(fragment: &str) {
    if let Some(window) = window() {
        // Fails in a frame that may not change its address only; then there is nothing to share.
        let _ = window.location().set_hash(fragment);
    }
}

/// Loads the page again.
pub(super) fn reload() {
    if let Some(window) = window() {
        // Fails in a frame that may not load anything only.
        let _ = window.location().reload();
    }
}

/// Tells whenever an element's size changes.
#[must_use = "the size is watched for as long as this is kept"]
pub(super) struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// `None` where the browser has no such thing; then there is the first size only.
    pub(super) fn new(element: &Element, on_change: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut()>::new(on_change);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
