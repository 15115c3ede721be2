//! The program's text.

use yew::prelude::*;

use crate::catalogue::Built;
use crate::program::highlight::{Line, Token};

/// The code panel. `active` are the numbers of the lines that something is at.
pub(super) fn view(listing: &Built, active: &[u32]) -> Html {
    let lines = (1_u32..).zip(&listing.code);
    html! {
        <section class="panel" aria-labelledby="code-title">
            <h2 id="code-title" class="file">{ listing.file.clone() }{ changes(listing) }</h2>
            <pre class="code" tabindex="0" role="group" aria-labelledby="code-title">
                <code>{ for lines.map(|(number, line)| row(number, line, active.contains(&number), listing.changed.contains(&number))) }</code>
            </pre>
        </section>
    }
}

/// How the text differs from the listing as it is written.
fn changes(listing: &Built) -> Option<Html> {
    listing.written?;
    let text = match *listing.changed.as_slice() {
        [] => return None,
        [line] => format!("line {line} changed"),
        ref lines => format!("{} lines changed", lines.len()),
    };
    Some(html! { <span class="changes">{ text }</span> })
}

/// The number is the line's attribute, drawn by the style sheet: it is neither selected nor copied.
fn row(number: u32, line: &Line, active: bool, changed: bool) -> Html {
    html! {
        <span key={number} class={classes!("line", active.then_some("active"), changed.then_some("changed"))} data-number={number.to_string()}>
            { for line.0.iter().map(|(token, text)| piece(*token, text)) }{ "\n" }
        </span>
    }
}

fn piece(token: Token, text: &str) -> Html {
    let class = match token {
        Token::Plain => return html! { text.to_string() },
        Token::Keyword => "k",
        Token::Definition => "f",
        Token::Builtin => "b",
        Token::Str => "s",
        Token::Number => "d",
        Token::Comment => "c",
    };
    html! { <span {class}>{ text.to_string() }</span> }
}
