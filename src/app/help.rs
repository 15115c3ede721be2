//! The help: what the keys and the pointer do.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::keys::{ELSEWHERE, KEYS, POINTER};

/// The dialog, closed. The browser keeps the focus in it while it is open, and closes it with Escape.
pub(super) fn view(dialog: &NodeRef) -> Html {
    let closing = dialog.clone();
    let close = Callback::from(move |_: MouseEvent| {
        if let Some(dialog) = closing.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    });
    html! {
        <dialog id="help" ref={dialog} aria-labelledby="help-title">
            <div class="top">
                <h2 id="help-title">{ "Keys and gestures" }</h2>
                <button type="button" class="close" aria-label="Close" onclick={close}>
                    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg>
                </button>
            </div>
            <div class="columns">
                <section>
                    <h3>{ "Anywhere" }</h3>
                    <dl>{ for KEYS.iter().map(|key| line(key.label, key.what)) }</dl>
                </section>
                <section>
                    <h3>{ "Where the focus is" }</h3>
                    <dl>{ for ELSEWHERE.iter().map(|(place, keys, what)| line(keys, &format!("{place}: {what}"))) }</dl>
                    <h3>{ "With a mouse or a finger" }</h3>
                    <dl class="pointer">{ for POINTER.iter().map(|(with, what)| line(with, what)) }</dl>
                </section>
            </div>
        </dialog>
    }
}

fn line(keys: &str, what: &str) -> Html {
    html! { <div key={format!("{keys}{what}")}><dt><kbd>{ keys.to_string() }</kbd></dt><dd>{ what.to_string() }</dd></div> }
}

/// Opens it.
pub(super) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // Fails for a dialog that is not in the document, which this one is.
        let _ = dialog.show_modal();
    }
}
