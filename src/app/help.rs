//! The help: what the keys and the pointer do.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::controls::close;
use super::keys::{ELSEWHERE, KEYS, POINTER};
use super::markup::Markup;

/// The dialog, closed. The browser keeps the focus in it while it is open, and closes it with Escape.
pub(super) fn view(dialog: &NodeRef) -> Html {
    let closing = dialog.clone();
    let shut = Callback::from(move |_: MouseEvent| {
        if let Some(dialog) = closing.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    });
    html! {
        <dialog id="help" ref={dialog} aria-labelledby="help-title">
            <div class="top">
                <h2 id="help-title">{ "Keys and gestures" }</h2>
                { close(shut) }
            </div>
            { table() }
        </dialog>
    }
}

fn table() -> Html {
    let mut out = Markup::default();
    let line = "<div><dt><kbd>@</kbd></dt><dd>@</dd></div>";
    out.put(r#"<div class="columns"><section><h3>Anywhere</h3><dl>"#, &[]);
    for key in KEYS {
        out.put(line, &[key.label, key.what]);
    }
    out.put("</dl></section><section><h3>Where the focus is</h3><dl>", &[]);
    for (keys, what) in ELSEWHERE {
        out.put(line, &[keys, what]);
    }
    out.put(r#"</dl><h3>With a mouse or a finger</h3><dl class="pointer">"#, &[]);
    for (with, what) in POINTER {
        out.put(line, &[with, what]);
    }
    out.put("</dl></section></div>", &[]);
    out.html()
}

/// Opens it.
pub(super) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // Fails for a dialog that is not in the document, which this one is.
        let _ = dialog.show_modal();
    }
}
