//! What there is to say of the bar that a reader has chosen.

use yew::html::Scope;
use yew::prelude::*;

use super::inspect::Inspect;
use super::page::{Msg, Page};
use super::state::{Action, State};
use super::words;
use crate::timeline::states::look;
use crate::timeline::ticks::length;

/// The card; nothing where no bar is chosen.
pub(super) fn view(state: &State, link: &Scope<Page>) -> Html {
    let Some((name, details)) = state.details() else { return html! {} };
    let look = look(details.state);
    let lasted = details.to.map(|to| length(to.since(details.from)));
    let until = details.to.map_or_else(|| String::from("now"), |to| format!("{to} s"));
    let close = link.callback(|_: MouseEvent| Msg::Action(Action::Inspect(Inspect::Choose(None))));
    let line = details.at.line;
    let code = (line > 0).then(|| state.focused().and_then(|track| track.exhibit.code.get(line as usize - 1))).flatten();
    let code: Option<String> = code.map(|line| line.0.iter().map(|(_, text)| text.as_str()).collect());
    html! {
        <section id="card" class="details" aria-label="Chosen bar">
            { words::swatch(&look, 30.0, 20.0) }
            <div>
                <p class="what"><b>{ name }</b><span>{ look.words }</span></p>
                { for details.sentences.iter().map(|sentence| html! { <p>{ sentence.clone() }</p> }) }
                <dl>
                    <div><dt>{ "from" }</dt><dd>{ format!("{} s", details.from) }</dd></div>
                    <div><dt>{ "to" }</dt><dd>{ until }</dd></div>
                    if let Some(lasted) = lasted {
                        <div><dt>{ "lasted" }</dt><dd>{ lasted }</dd></div>
                    }
                    if let Some(code) = code {
                        <div><dt>{ format!("line {line}") }</dt><dd><code>{ code.trim().to_string() }</code></dd></div>
                    }
                </dl>
            </div>
            <button type="button" class="close" aria-label="Close" onclick={close}>
                <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg>
            </button>
        </section>
    }
}
