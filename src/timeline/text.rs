//! A trace drawn as text, for tests and their failures.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::recording::Recording;
use super::rows::Rows;
use super::states::{LEGEND, look};
use crate::time::Micros;
use crate::trace::{Span, Trace};

/// Draws a trace, a row for each row of the chart and `columns` letters wide, from the start of the run to
/// its end (or to now):
///
/// ```text
/// MainThread               |wwwwwwww|
/// ThreadPoolExecutor-0_0   |ss......|
/// ThreadPoolExecutor-0_1   |ssss....|
/// total 4.000 s
/// ```
///
/// A letter stands for the state that takes the most of its column
/// ([`Look::letter`](super::states::Look::letter)), a dot for none. Tasks stand under their thread, two
/// spaces in.
#[must_use]
pub fn text(trace: &Trace, columns: usize) -> String {
    let rows = Rows::new(trace, None, &[]);
    let recording = Recording::new(trace.clone());
    let total = trace.latest();
    let mut names: Vec<String> = Vec::new();
    for plan in &rows.plans {
        let mut name = "  ".repeat(plan.depth as usize);
        name.push_str(plan.texts(trace, None).0);
        names.push(name);
    }
    let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (plan, name) in rows.plans.iter().zip(names) {
        let recording = &recording;
        let of = |lane| (0..recording.count(lane)).filter_map(move |at| Some(recording.span_of(lane, at)?.1));
        let spans: Vec<&Span> = plan.real.iter().flat_map(of).collect();
        out.push_str(&name);
        out.push_str(&" ".repeat(widest - name.chars().count() + 1));
        out.push('|');
        out.extend(letters(&spans, total, columns));
        out.push_str("|\n");
    }
    out.push_str(if trace.end.is_some() { "total " } else { "so far " });
    out.push_str(&total.to_string());
    out.push_str(" s\n");
    out
}

fn letters(spans: &[&Span], total: Micros, columns: usize) -> Vec<char> {
    let columns_wide = columns as u128;
    // Time is counted in parts of a column, so that columns need not be whole microseconds.
    let part = |time: Micros| u128::from(time.0) * columns_wide;
    let column = u128::from(total.0);
    let mut letters = vec!['.'; columns];
    for (at, letter) in (0_u128..).zip(&mut letters) {
        let (start, end) = (at * column, (at + 1) * column);
        let mut shares = [0_u128; LEGEND.len()];
        for span in spans {
            let from = part(span.start).max(start);
            let to = part(span.end.unwrap_or(total)).min(end);
            let state = LEGEND.iter().position(|&state| state == span.state);
            if let Some(share) = state.and_then(|state| shares.get_mut(state)) {
                *share += to.saturating_sub(from);
            }
        }
        let none = column.saturating_sub(shares.iter().sum());
        let most = LEGEND.into_iter().zip(shares).rev().max_by_key(|&(_, share)| share);
        if let Some((state, share)) = most
            && share > 0
            && share >= none
        {
            *letter = look(state).letter;
        }
    }
    letters
}

/// Fails, with both pictures, unless the trace drawn as text is the one expected. The number of columns
/// is the expected picture's; white space around its lines does not count.
#[cfg(test)]
pub(crate) fn check(trace: &Trace, expected: &str) {
    let tidy = |picture: &str| {
        let lines = picture.lines().filter(|line| !line.trim().is_empty());
        let least = lines.clone().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        lines.map(|line| line.get(least..).unwrap_or("").trim_end()).collect::<Vec<_>>().join("\n")
    };
    let columns = expected.split('|').nth(1).map_or(40, |bars| bars.chars().count());
    let (expected, found) = (tidy(expected), tidy(&text(trace, columns)));
    assert!(expected == found, "expected\n{expected}\n\nfound\n{found}\n");
}

#[cfg(test)]
mod tests {
    use super::{check, text};
    use crate::timeline::fixtures;
    use crate::trace::Trace;

    #[test]
    fn one_after_the_other_is_a_single_row() {
        check(
            &fixtures::sync_loop(),
            "
            MainThread |ssssssssssssssssssss|
            total 10.000 s",
        );
    }

    #[test]
    fn tasks_stand_under_their_thread() {
        check(
            &fixtures::create_task(),
            "
            MainThread |aaaaaa|
              Task-1   |aaaaaa|
              Task-2   |aaaaaa|
              Task-3   |aaaaaa|
            total 3.000 s",
        );
    }

    #[test]
    fn threads_side_by_side() {
        check(
            &fixtures::threadpool_map(),
            "
            MainThread             |wwwwwwww|
            ThreadPoolExecutor-0_0 |ssiiiiii|
            ThreadPoolExecutor-0_1 |ssssiiii|
            ThreadPoolExecutor-0_2 |ssssssii|
            ThreadPoolExecutor-0_3 |ssssssss|
            total 4.000 s",
        );
    }

    #[test]
    fn a_process_and_its_only_thread_are_one_row() {
        check(
            &fixtures::process_pool(),
            "
            MainProcess      |rwwwwwwwwwwwwwwwwwww|
            ForkPoolWorker-1 |usssssiiiiiiiiiiiiii|
            ForkPoolWorker-2 |usssssssssiiiiiiiiii|
            ForkPoolWorker-3 |ussssssssssssssiiiii|
            ForkPoolWorker-4 |usssssssssssssssssss|
            total 4.163 s",
        );
    }

    #[test]
    fn a_run_in_progress_says_how_far_it_is() {
        check(
            &fixtures::in_progress(),
            "
            MainThread             |wwwwwwww|
            ThreadPoolExecutor-0_0 |ssss....|
            ThreadPoolExecutor-0_1 |ssssssss|
            ThreadPoolExecutor-0_2 |ssssssss|
            so far 2.000 s",
        );
    }

    #[test]
    fn a_letter_is_the_state_that_takes_the_most_of_its_column() {
        check(
            &fixtures::fine(),
            "
            MainThread |rrrrrrrr..|
            total 1.000 s",
        );
    }

    #[test]
    fn nothing_is_drawn_as_nothing() {
        assert_eq!(text(&Trace::default(), 8), "so far 0.000 s\n");
        assert_eq!(text(&fixtures::sync_loop(), 0), "MainThread ||\ntotal 10.000 s\n");
    }
}
