//! What the program printed.

use yew::prelude::*;

use super::markup::{Markup, fixed};
use crate::time::Micros;
use crate::trace::Output;

/// The console panel: one row for each printed line, with the time at which it began. What was printed after `moment`
/// keeps its place, unseen.
pub(super) fn view(output: &[Output], moment: Micros, live: bool) -> Html {
    // A row goes on for as long as what was printed did not end its line.
    let mut printed = Markup::default();
    for pieces in output.chunk_by(|piece, _| !piece.text.ends_with('\n')) {
        row(&mut printed, pieces, moment);
    }
    let empty = output.is_empty().then(|| {
        fixed(if live {
            r#"<p class="hint">Nothing printed yet.</p>"#
        } else {
            r#"<p class="hint">What the program prints appears here.</p>"#
        })
    });
    html! {
        <section class="panel" aria-labelledby="console-title">
            { fixed(r#"<h2 id="console-title">Console</h2>"#) }
            <div id="console" tabindex="0" role="group" aria-labelledby="console-title"
                ~innerHTML={printed.inside()}></div>
            { empty }
        </section>
    }
}

fn row(out: &mut Markup, pieces: &[Output], moment: Micros) {
    let time = pieces.first().map(|piece| format!("{:.2} s", piece.time)).unwrap_or_default();
    let is_later = |piece: &Output| piece.time > moment;
    let later = |piece: &Output| if is_later(piece) { "later" } else { "" };
    out.put(r#"<div class="printed @"><time>@</time><span class="text">"#, &[pieces.first().map_or("", later), &time]);
    for piece in pieces {
        let kind = if piece.error { "err" } else { "out" };
        out.put(r#"<span class="@ @">@</span>"#, &[kind, later(piece), &piece.text]);
    }
    out.put("</span></div>", &[]);
}
