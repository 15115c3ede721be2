//! What can be pressed, in the two forms that it takes.

use wasm_bindgen::JsValue;
use yew::html::Scope;
use yew::prelude::*;

use super::keys::Command;
use super::markup::Markup;
use super::page::{Msg, Page};

/// A button with a drawing on it, that does what a key does. One that can do nothing now keeps its place, and the focus.
pub(super) fn icon(
    (id, name, path): (&'static str, &'static str, &'static str),
    idle: bool,
    command: Command,
    link: &Scope<Page>,
) -> Html {
    let onclick = link.callback(move |_: MouseEvent| Msg::Command(command));
    html! {
        <button type="button" {id} class="icon" aria-label={name} title={name} {onclick} aria-disabled={idle.then_some("true")}
            ~innerHTML={sign(path)}></button>
    }
}

/// One of several that exclude each other. `says` is what it is called, where its text is not enough.
pub(super) fn radio(
    group: &'static str,
    value: String,
    text: String,
    says: Option<String>,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label key={value.clone()}>
            <input type="radio" name={group} {value} {checked} {onchange} aria-label={says}/>
            <span>{ text }</span>
        </label>
    }
}

/// What closes something.
pub(super) fn close(onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="close" aria-label="Close" {onclick} ~innerHTML={sign("M4 4l8 8M12 4l-8 8")}></button>
    }
}

/// The drawing on a button: a path in a square of 16 CSS pixels.
pub(super) fn sign(path: &str) -> JsValue {
    let mut out = Markup::default();
    out.put(r#"<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="@"/></svg>"#, &[path]);
    out.inside()
}
