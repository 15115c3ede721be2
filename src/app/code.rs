//! The program's text.

use std::rc::Rc;

use yew::prelude::*;

use crate::catalogue::Built;
use crate::program::highlight::{Line, Token};

/// What [`Code`] shows.
#[derive(Clone, Debug, Properties)]
pub(super) struct Props {
    /// Whose text.
    pub(super) listing: Rc<Built>,
    /// Numbers of the lines that something is at, in order.
    pub(super) active: Vec<u32>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.listing, &other.listing) && self.active == other.active
    }
}

/// The code panel.
#[component]
pub(super) fn Code(props: &Props) -> Html {
    let lines = (1_u32..).zip(&props.listing.code);
    html! {
        <section class="panel" aria-labelledby="code-title">
            <h2 id="code-title" class="file">{ props.listing.file.clone() }</h2>
            <pre class="code" tabindex="0" role="region" aria-labelledby="code-title">
                <code>{ for lines.map(|(number, line)| view(number, line, props.active.contains(&number))) }</code>
            </pre>
        </section>
    }
}

/// The number is the line's attribute, drawn by the style sheet: it is neither selected nor copied.
fn view(number: u32, line: &Line, active: bool) -> Html {
    html! {
        <span key={number} class={classes!("line", active.then_some("active"))} data-number={number.to_string()}>
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
