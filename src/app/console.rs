//! What the program printed.

use yew::prelude::*;

use crate::time::Micros;
use crate::trace::Output;

/// The console panel: one row for each printed line, with the time at which it began. What was printed after `moment`
/// keeps its place, unseen.
pub(super) fn view(output: &[Output], moment: Micros, live: bool) -> Html {
    // A row goes on for as long as what was printed did not end its line.
    let rows = output.chunk_by(|piece, _| !piece.text.ends_with('\n'));
    let empty = output.is_empty().then(|| {
        html! { <p class="hint">{ if live { "Nothing printed yet." } else { "What the program prints appears here." } }</p> }
    });
    html! {
        <section class="panel" aria-labelledby="console-title">
            <h2 id="console-title">{ "Console" }</h2>
            <div id="console" tabindex="0" role="group" aria-labelledby="console-title">
                { for rows.enumerate().map(|(number, pieces)| row(number, pieces, moment)) }
            </div>
            { empty }
        </section>
    }
}

fn row(number: usize, pieces: &[Output], moment: Micros) -> Html {
    let time = pieces.first().map(|piece| format!("{:.2} s", piece.time)).unwrap_or_default();
    let later = |piece: &Output| (piece.time > moment).then_some("later");
    html! {
        <div key={number} class={classes!("printed", pieces.first().and_then(later))}>
            <time>{ time }</time>
            <span class="text">
                { for pieces.iter().map(|piece| html! {
                    <span class={classes!(if piece.error { "err" } else { "out" }, later(piece))}>{ piece.text.clone() }</span>
                }) }
            </span>
        </div>
    }
}
