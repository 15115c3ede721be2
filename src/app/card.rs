//! What there is to say of the bar that a reader has chosen.

use yew::html::Scope;
use yew::prelude::*;

use super::browser;
use super::controls::close;
use super::inspect::Inspect;
use super::markup::Markup;
use super::page::{Msg, Page};
use super::state::{Action, State};
use super::words;
use crate::timeline::states::look;
use crate::timeline::ticks::length;

/// The card; nothing where no bar is chosen.
pub(super) fn view(state: &State, link: &Scope<Page>) -> Html {
    let Some(details) = state.details() else { return html! {} };
    let look = look(details.state);
    let lasted = details.to.map(|to| length(to.since(details.from)));
    let until = details.to.map_or_else(|| String::from("now"), |to| format!("{to} s"));
    let shut = link.callback(|_: MouseEvent| {
        // The button goes away: the focus goes to where bars are chosen.
        browser::focus("lanes");
        Msg::Action(Action::Inspect(Inspect::Choose(None)))
    });
    let line = details.at.line;
    let code =
        (line > 0).then(|| state.focused().and_then(|track| track.exhibit.code.get(line as usize - 1))).flatten();
    let code: Option<String> = code.map(|line| line.0.iter().map(|(_, text)| text.as_str()).collect());
    let mut out = Markup::default();
    words::swatch(&mut out, &look, 30.0, 20.0);
    out.put(r#"<div><p class="what"><b>@</b><span>@</span></p>"#, &[&details.name, look.words]);
    for sentence in &details.sentences {
        out.put("<p>@</p>", &[sentence]);
    }
    out.put("<dl>", &[]);
    let mut fact = |what: &str, fact: &str| out.put("<div><dt>@</dt><dd>@</dd></div>", &[what, fact]);
    fact("from", &format!("{} s", details.from));
    fact("to", &until);
    if let Some(lasted) = lasted {
        fact("lasted", &lasted);
    }
    if let Some((how, value)) = &details.outcome {
        fact(how.word(), value);
    }
    if let Some(code) = code {
        fact(&format!("line {line}"), code.trim());
    }
    out.put("</dl></div>", &[]);
    html! {
        <section id="card" class="details" aria-label="Chosen bar">
            { out.html() }
            { close(shut) }
        </section>
    }
}
