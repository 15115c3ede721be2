//! Sums and maxima over any stretch of a lane's spans, in steps that grow with its logarithm: what makes the
//! drawing of a million spans as quick as that of the bars that come of them.

use alloc::vec::Vec;

use super::states::LEGEND;
use crate::time::Micros;
use crate::trace::State;

/// How many spans, or nodes of the level below, a node sums up.
const FAN: usize = 16;

/// How long each state takes, in microseconds, by its place in [`State`].
pub(super) type Shares = [u64; LEGEND.len()];

/// What a tally is told of a span.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) state: State,
    pub(super) length: Micros,
    /// How long the lane did nothing before it.
    pub(super) gap: Micros,
}

/// What stands out: a span at least so long, or after at least such a gap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) length: Micros,
    pub(super) gap: Micros,
}

/// Sums over the first spans of a lane. The spans themselves stay where they are: every question comes with a way to look
/// one up.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    count: usize,
    /// Complete nodes only, the finest level first: a node of it sums up [`FAN`] spans, one of the next [`FAN`] of those.
    levels: Vec<Vec<Node>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    shares: Shares,
    longest: Micros,
    widest_gap: Micros,
}

/// A part of a stretch.
enum Part<'a> {
    Spans(usize, usize),
    /// Where it begins, how many spans it sums up, and the sum.
    Node(usize, usize, &'a Node),
}

impl Entry {
    fn add_to(self, shares: &mut Shares) {
        if let Some(share) = shares.get_mut(self.state as usize) {
            *share = share.saturating_add(self.length.0);
        }
    }

    fn stands_out(self, limits: Limits) -> bool {
        self.length >= limits.length || self.gap >= limits.gap
    }
}

impl Node {
    fn take(mut self, other: &Self) -> Self {
        add(&mut self.shares, &other.shares);
        self.longest = self.longest.max(other.longest);
        self.widest_gap = self.widest_gap.max(other.widest_gap);
        self
    }

    fn stands_out(&self, limits: Limits) -> bool {
        self.longest >= limits.length || self.widest_gap >= limits.gap
    }
}

impl From<Entry> for Node {
    fn from(entry: Entry) -> Self {
        let mut node = Self { longest: entry.length, widest_gap: entry.gap, ..Self::default() };
        entry.add_to(&mut node.shares);
        node
    }
}

/// Adds what each state takes.
pub(super) fn add(shares: &mut Shares, more: &Shares) {
    for (share, more) in shares.iter_mut().zip(more) {
        *share = share.saturating_add(*more);
    }
}

impl Tally {
    /// How many spans it knows.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Takes in the next span, which can be looked up by now.
    pub(super) fn push(&mut self, entry: impl Fn(usize) -> Option<Entry>) {
        self.count += 1;
        let mut count = self.count;
        let mut level = 0;
        // As a counter carries: with every sixteenth of a level, one of the next is complete.
        while count.is_multiple_of(FAN) {
            let parts = count - FAN..count;
            let node = match level {
                0 => parts.filter_map(&entry).fold(Node::default(), |node, entry| node.take(&entry.into())),
                _ => {
                    let below = self.levels.get(level - 1).and_then(|below| below.get(parts));
                    below.unwrap_or_default().iter().fold(Node::default(), Node::take)
                }
            };
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            if let Some(nodes) = self.levels.get_mut(level) {
                nodes.push(node);
            }
            count /= FAN;
            level += 1;
        }
    }

    /// How long each state takes among the spans from `from` up to `to`.
    pub(super) fn shares(&self, from: usize, to: usize, entry: impl Fn(usize) -> Option<Entry>) -> Shares {
        let mut shares = Shares::default();
        self.parts(from, to, |part| {
            match part {
                Part::Spans(from, to) => (from..to).filter_map(&entry).for_each(|entry| entry.add_to(&mut shares)),
                Part::Node(_, _, node) => add(&mut shares, &node.shares),
            }
            None::<()>
        });
        shares
    }

    /// The first span from `from` up to `to` that stands out; `to` where there is none.
    pub(super) fn first(
        &self,
        from: usize,
        to: usize,
        limits: Limits,
        entry: impl Fn(usize) -> Option<Entry>,
    ) -> usize {
        let span = |from: usize, to: usize| (from..to).find(|&at| entry(at).is_some_and(|it| it.stands_out(limits)));
        let found = self.parts(from, to, |part| match part {
            Part::Spans(from, to) => span(from, to),
            Part::Node(mut from, mut size, node) if node.stands_out(limits) => {
                // Down to it, a level at a time.
                while size > FAN {
                    size /= FAN;
                    let parts = (0..FAN).map(|part| from + part * size);
                    let stands_out = |&at: &usize| self.node(at, size).is_some_and(|node| node.stands_out(limits));
                    from = parts.into_iter().find(stands_out)?;
                }
                span(from, from + FAN)
            }
            Part::Node(..) => None,
        });
        found.unwrap_or(to)
    }

    /// The node that sums up so many spans from there on.
    fn node(&self, from: usize, size: usize) -> Option<&Node> {
        let level = size.ilog(FAN).checked_sub(1)? as usize;
        self.levels.get(level)?.get(from / size)
    }

    /// Goes through the spans from `from` up to `to` in as few parts as there are, until one gives something.
    fn parts<T>(&self, from: usize, to: usize, mut visit: impl FnMut(Part<'_>) -> Option<T>) -> Option<T> {
        let mut at = from;
        while at < to {
            // The largest node that begins here and ends in time.
            let mut part = Part::Spans(at, (at / FAN + 1).saturating_mul(FAN).min(to));
            let mut size = FAN;
            while at.is_multiple_of(size) && size <= to - at {
                let Some(node) = self.node(at, size) else { break };
                part = Part::Node(at, size, node);
                size = size.saturating_mul(FAN);
            }
            at = match part {
                Part::Spans(_, end) => end,
                Part::Node(_, size, _) => at + size,
            };
            if let Some(found) = visit(part) {
                return Some(found);
            }
        }
        None
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::{Entry, Limits, Shares, Tally};
    use crate::time::Micros;
    use crate::timeline::states::LEGEND;

    proptest! {
        #[test]
        fn it_knows_what_counting_gives(
            spans in prop::collection::vec((0..LEGEND.len(), 0..50_u64, 0..50_u64), 0..5_000),
            known in 0.0..1.0_f64,
            ends in (0.0..1.0_f64, 0.0..1.0_f64),
            length in 0..60_u64,
            gap in 0..60_u64,
        ) {
            let entry = |at: usize| {
                let &(state, length, gap) = spans.get(at)?;
                Some(Entry { state: LEGEND[state], length: Micros(length), gap: Micros(gap) })
            };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a length")]
            let part = |share: f64| (share * spans.len() as f64) as usize;
            let mut tally = Tally::default();
            for _ in 0..part(known) {
                tally.push(entry);
            }
            let (from, to) = (part(ends.0.min(ends.1)), part(ends.0.max(ends.1)));
            let mut shares = Shares::default();
            for entry in (from..to).filter_map(entry) {
                shares[entry.state as usize] += entry.length.0;
            }
            prop_assert_eq!(tally.shares(from, to, entry), shares);
            let limits = Limits { length: Micros(length), gap: Micros(gap) };
            let first = (from..to).find(|&at| spans[at].1 >= length || spans[at].2 >= gap).unwrap_or(to);
            prop_assert_eq!(tally.first(from, to, limits, entry), first);
        }
    }
}
