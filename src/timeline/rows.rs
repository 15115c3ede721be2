//! Which rows there are: the lanes of a run and of its prediction, matched, put into order and folded.

use alloc::vec;
use alloc::vec::Vec;
use rustc_hash::FxHashMap;

use crate::trace::{Lane, LaneId, LaneKind, Trace};

/// A row's name that stays the same, whatever else comes and goes: made of the names of its lane and of all that
/// holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowKey(u64);

impl RowKey {
    /// As a number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }
}

/// The rows whose lanes are folded away.
pub type Folded = Vec<RowKey>;

/// The rows of a trace and of what was predicted for it, from top to bottom. They change only when lanes come, or are
/// folded.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub(super) plans: Vec<Plan>,
}

/// A row before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) key: RowKey,
    pub(super) kind: LaneKind,
    pub(super) depth: u32,
    /// The main thread, or a row that has others under it.
    pub(super) strong: bool,
    /// A process above its threads, which are what does something.
    pub(super) heading: bool,
    /// Whether its lanes can be folded away, and whether they are.
    pub(super) fold: Option<bool>,
    /// What the run has of it.
    pub(super) real: Lanes,
    /// What the prediction has of it.
    pub(super) predicted: Lanes,
    /// Whose names it has: of several lanes, the outer's.
    named: Pair,
    /// Who else may have a detail.
    inner: Pair,
    /// The lanes that are folded into it.
    pub(super) inside: Vec<Pair>,
}

/// A lane of the run, and the same of the prediction.
pub(super) type Pair = (Option<LaneId>, Option<LaneId>);

/// The lanes that a row shows: most often one, or a process and its only thread, which then comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lanes(pub(super) Option<LaneId>, pub(super) Option<LaneId>);

impl Lanes {
    pub(super) fn first(self) -> Option<LaneId> {
        self.0.or(self.1)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = LaneId> {
        self.0.into_iter().chain(self.1)
    }
}

impl Rows {
    /// Lanes in order of appearance, each followed by those it holds.
    ///
    /// A run's lane is the prediction's where the names of both, and of all that holds them, are the same;
    /// among several of one name the first is the first. A lane that was not predicted comes after its
    /// predicted siblings.
    ///
    /// The only process has no row of its own; of several, one with a single thread is one row with it.
    #[must_use]
    pub fn new(trace: &Trace, predicted: Option<&Trace>, folded: &[RowKey]) -> Self {
        let mut tree = Tree::default();
        if let Some(predicted) = predicted {
            tree.add(predicted, |node| &mut node.lanes.1);
        }
        tree.add(trace, |node| &mut node.lanes.0);
        Self { plans: tree.flatten(folded) }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plans.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }
}

impl Plan {
    /// Its name and its detail, from the run and from the prediction.
    pub(super) fn texts<'a>(&self, trace: &'a Trace, predicted: Option<&'a Trace>) -> (&'a str, &'a str) {
        let of = |lane: Option<LaneId>, trace: Option<&'a Trace>| lane.and_then(|id| trace?.lanes.get(id.0 as usize));
        let lanes = |pair: Pair| [of(pair.0, Some(trace)), of(pair.1, predicted)].into_iter().flatten();
        let name = lanes(self.named).next().map_or("", |lane| lane.name.as_str());
        // The run knows best; a lane of it that says nothing keeps what was predicted.
        let mut details = lanes(self.named).chain(lanes(self.inner)).map(|lane| lane.detail.as_str());
        (name, details.find(|detail| !detail.is_empty()).unwrap_or(""))
    }
}

/// FNV-1a, 64 bits wide everywhere: of ten thousand rows no two get the same key by chance.
fn hashed(before: u64, bytes: &[u8]) -> u64 {
    let start = if before == 0 { 0xcbf2_9ce4_8422_2325 } else { before };
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[derive(Debug)]
struct Node {
    key: RowKey,
    kind: LaneKind,
    lanes: Pair,
    children: Vec<usize>,
}

#[derive(Debug, Default)]
struct Tree<'a> {
    nodes: Vec<Node>,
    roots: Vec<usize>,
    /// Where each lane is: by what holds it, its kind and name, and how many siblings of that name
    /// come before it.
    places: FxHashMap<(Sibling<'a>, u32), usize>,
}

type Sibling<'a> = (Option<usize>, u8, &'a str);

impl<'a> Tree<'a> {
    fn add(&mut self, trace: &'a Trace, side: impl Fn(&mut Node) -> &mut Option<LaneId>) {
        let mut seen: FxHashMap<Sibling<'a>, u32> = FxHashMap::default();
        let mut place_of: Vec<usize> = Vec::with_capacity(trace.lanes.len());
        for (id, lane) in (0..).map(LaneId).zip(&trace.lanes) {
            // What holds a lane comes before it; a parent that does not is none.
            let parent = lane.parent.and_then(|parent| place_of.get(parent.0 as usize)).copied();
            let sibling = (parent, lane.kind as u8, lane.name.as_str());
            let count = seen.entry(sibling).or_default();
            let place = match self.places.get(&(sibling, *count)) {
                Some(&place) => place,
                None => {
                    let place = self.insert(lane, parent, *count);
                    self.places.insert((sibling, *count), place);
                    place
                }
            };
            *count += 1;
            place_of.push(place);
            if let Some(node) = self.nodes.get_mut(place) {
                *side(node) = Some(id);
            }
        }
    }

    fn insert(&mut self, lane: &Lane, parent: Option<usize>, count: u32) -> usize {
        let holder = parent.and_then(|parent| self.nodes.get(parent)).map_or(0, |node| node.key.0);
        let key = hashed(holder, &[lane.kind as u8]);
        let key = hashed(hashed(key, lane.name.as_bytes()), &count.to_le_bytes());
        let (key, place) = (RowKey(key), self.nodes.len());
        self.nodes.push(Node { key, kind: lane.kind, lanes: (None, None), children: Vec::new() });
        match parent.and_then(|parent| self.nodes.get_mut(parent)) {
            Some(parent) => parent.children.push(place),
            None => self.roots.push(place),
        }
        place
    }

    fn flatten(&self, folded: &[RowKey]) -> Vec<Plan> {
        let alone = self.nodes.iter().filter(|node| node.kind == LaneKind::Process).count() == 1;
        let mut rows: Vec<Plan> = Vec::with_capacity(self.nodes.len());
        // Lanes still to come, the next one last, with their depth and the process whose spans they show too.
        let mut next: Vec<(usize, u32, Option<&Node>)> = vec![];
        next.extend(self.roots.iter().rev().map(|&root| (root, 0, None)));
        while let Some((place, depth, process)) = next.pop() {
            let Some(node) = self.nodes.get(place) else { continue };
            let only_child = match *node.children.as_slice() {
                [child] => self.nodes.get(child).filter(|child| child.kind == LaneKind::Thread),
                _ => None,
            };
            if node.kind == LaneKind::Process && alone && !node.children.is_empty() {
                for (index, &child) in node.children.iter().enumerate().rev() {
                    next.push((child, depth, (index == 0).then_some(node)));
                }
                continue;
            }
            let (inner, outer) = match only_child {
                Some(thread) if node.kind == LaneKind::Process => (thread, Some(node)),
                _ => (node, process),
            };
            let named = if process.is_some() { inner } else { outer.unwrap_or(inner) };
            let parent = !inner.children.is_empty();
            let is_folded = parent && folded.contains(&named.key);
            rows.push(Plan {
                key: named.key,
                kind: named.kind,
                depth,
                strong: rows.is_empty() || parent,
                heading: inner.kind == LaneKind::Process && parent && !is_folded,
                fold: parent.then_some(is_folded),
                real: Lanes(inner.lanes.0, outer.and_then(|node| node.lanes.0)),
                predicted: Lanes(inner.lanes.1, outer.and_then(|node| node.lanes.1)),
                named: named.lanes,
                inner: inner.lanes,
                inside: if is_folded { self.below(inner) } else { Vec::new() },
            });
            if !is_folded {
                next.extend(inner.children.iter().rev().map(|&child| (child, depth + 1, None)));
            }
        }
        rows
    }

    /// All lanes below one, in order.
    fn below(&self, node: &Node) -> Vec<Pair> {
        let mut found = Vec::new();
        let mut next: Vec<usize> = node.children.iter().rev().copied().collect();
        while let Some(node) = next.pop().and_then(|place| self.nodes.get(place)) {
            found.push(node.lanes);
            next.extend(node.children.iter().rev());
        }
        found
    }
}
