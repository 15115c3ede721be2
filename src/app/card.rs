//! What there is to say of the bar that a reader has chosen.

use yew::html::Scope;
use yew::prelude::*;

use super::inspect::Inspect;
use super::markup::Markup;
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
    let mut out = Markup::default();
    words::swatch(&mut out, &look, 30.0, 20.0);
    out.open("div", &[]).open("p", &[("class", "what")]);
    out.element("b", &[], &name).element("span", &[], look.words).close("p");
    for sentence in &details.sentences {
        out.element("p", &[], sentence);
    }
    out.open("dl", &[]);
    let mut fact = |what: &str, fact: &str| {
        out.open("div", &[]).element("dt", &[], what).element("dd", &[], fact).close("div");
    };
    fact("from", &format!("{} s", details.from));
    fact("to", &until);
    if let Some(lasted) = lasted {
        fact("lasted", &lasted);
    }
    if let Some(code) = code {
        fact(&format!("line {line}"), code.trim());
    }
    out.close("dl").close("div");
    html! {
        <section id="card" class="details" aria-label="Chosen bar">
            { out.html() }
            <button type="button" class="close" aria-label="Close" onclick={close}>
                <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg>
            </button>
        </section>
    }
}
