//! The listings and their variants, simulated, against CPython: what they print, and how long they take.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test, its helpers included")]

use tasklanes::catalogue::build::build_all;
use tasklanes::catalogue::{Built, LISTINGS};
use tasklanes::trace::Outcome;

#[path = "end_to_end/cpython.rs"]
mod cpython;

/// Every listing and variant, built.
fn all() -> Vec<Built> {
    LISTINGS.iter().flat_map(|listing| build_all(listing).unwrap()).map(|product| product.built).collect()
}

#[test]
fn they_print_what_cpython_prints() {
    for (built, program) in all().iter().zip(cpython::programs()) {
        assert_eq!(built.id, program.id);
        let end = built.prediction.end.as_ref().map(|end| &end.outcome);
        assert_eq!(end, Some(&Outcome::Finished), "{}: {:?}", built.id, built.prediction.output);
        program.check(&built.prediction.stdout());
    }
}

/// What the simulation says that each takes, in milliseconds. Processes start in ten.
const TOTALS: &[(&str, u64)] = &[
    ("async-one", 3_000),
    ("async-one.blocking", 3_000),
    ("async-one.notebook", 3_000),
    ("async-await-in-turn", 6_000),
    ("async-await-in-turn.gather", 3_000),
    ("async-create-task", 3_000),
    ("async-create-task.blocking", 6_000),
    ("async-create-task.late", 6_000),
    ("async-wait", 9_000),
    ("async-wait.four", 4_000),
    ("async-wait.short-timeout", 4_500),
    ("async-wait.notebook", 9_000),
    ("sync-loop", 10_000),
    ("sync-loop.longest-first", 10_000),
    ("executor-gather", 4_000),
    ("executor-gather.one-worker", 10_000),
    ("executor-gather.default-pool", 4_000),
    ("thread-join", 3_000),
    ("thread-join.no-join", 3_000),
    ("thread-join.another", 6_000),
    ("thread-join.called", 3_000),
    ("thread-event", 6_000),
    ("thread-event.join", 6_000),
    ("thread-event.another", 4_000),
    ("thread-event.called", 6_000),
    ("thread-called-not-passed", 6_000),
    ("thread-called-not-passed.passed", 6_000),
    ("threadpool-map", 4_000),
    ("threadpool-map.one-worker", 10_000),
    ("threadpool-map.two-workers", 6_000),
    ("threadpool-map.three-workers", 5_000),
    ("process-pool", 4_010),
    ("process-pool.two-processes", 6_010),
    ("process-pool.four-processors", 5_010),
    ("process-pool.own-list", 4_010),
];

#[test]
fn they_take_as_long_as_they_should() {
    for built in all() {
        // PyRallel's collector polls: how often is its own affair.
        if built.id.starts_with("pyrallel") {
            continue;
        }
        let expected = TOTALS.iter().find(|(id, _)| *id == built.id).map(|(_, millis)| millis * 1_000);
        assert_eq!(Some(built.prediction.latest().0), expected, "{}", built.id);
    }
}

/// Within 1 % and 60 ms the simulation takes as long as the article's author measured; of processes, the simulation has
/// another start, and `PyRallel` polls.
#[test]
fn the_article_agrees() {
    for listing in LISTINGS.iter().filter(|listing| !["process-pool", "pyrallel"].contains(&listing.id)) {
        let Some(article) = listing.article else { continue };
        let simulated = build_all(listing).unwrap().remove(0).built.prediction.latest();
        let difference = article.0.abs_diff(simulated.0);
        assert!(difference <= article.0 / 100 + 60_000, "{}: {simulated} s, not {article} s", listing.id);
    }
}
