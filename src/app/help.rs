//! The help: what the keys and the pointer do.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::keys::{ELSEWHERE, KEYS, POINTER};
use super::markup::Markup;

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
            { table() }
        </dialog>
    }
}

fn table() -> Html {
    let mut out = Markup::default();
    let heading = |out: &mut Markup, text: &str, class: &str| {
        out.element("h3", &[], text).open("dl", &[("class", class)]);
    };
    let line = |out: &mut Markup, keys: &str, what: &[&str]| {
        out.open("div", &[]).open("dt", &[]).element("kbd", &[], keys).close("dt").open("dd", &[]);
        for part in what {
            out.text(part);
        }
        out.close("dd").close("div");
    };
    out.open("div", &[("class", "columns")]).open("section", &[]);
    heading(&mut out, "Anywhere", "");
    for key in KEYS {
        line(&mut out, key.label, &[key.what]);
    }
    out.close("dl").close("section").open("section", &[]);
    heading(&mut out, "Where the focus is", "");
    for (place, keys, what) in ELSEWHERE {
        line(&mut out, keys, &[place, ": ", what]);
    }
    out.close("dl");
    heading(&mut out, "With a mouse or a finger", "pointer");
    for (with, what) in POINTER {
        line(&mut out, with, &[what]);
    }
    out.close("dl").close("section").close("div");
    out.html()
}

/// Opens it.
pub(super) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // Fails for a dialog that is not in the document, which this one is.
        let _ = dialog.show_modal();
    }
}
