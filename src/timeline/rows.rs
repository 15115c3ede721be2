//! Which rows there are: the lanes of a run and of its prediction, matched and put into order.

use alloc::vec;
use alloc::vec::Vec;
use rustc_hash::FxHashMap;

use crate::trace::{Lane, LaneId, LaneKind, Trace};

/// A row before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Plan<'a> {
    pub(super) name: &'a str,
    pub(super) detail: &'a str,
    pub(super) kind: LaneKind,
    pub(super) depth: u32,
    /// The main thread, or a row that has others under it.
    pub(super) strong: bool,
    /// A process above its threads, which are what does something.
    pub(super) heading: bool,
    /// What the run has of it.
    pub(super) real: Lanes,
    /// What the prediction has of it.
    pub(super) predicted: Lanes,
}

/// The lanes that a row shows: most often one, or a process and its only thread, which then comes first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lanes(pub(super) Option<LaneId>, pub(super) Option<LaneId>);

impl Lanes {
    pub(super) fn first(self) -> Option<LaneId> {
        self.0.or(self.1)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = LaneId> {
        self.0.into_iter().chain(self.1)
    }
}

/// The rows, from top to bottom: lanes in order of appearance, each followed by those it holds.
///
/// A run's lane is the prediction's where the names of both, and of all that holds them, are the same;
/// among several of one name the first is the first. A lane that was not predicted comes after its
/// predicted siblings.
///
/// The only process has no row of its own; of several, one with a single thread is one row with it.
pub(super) fn rows<'a>(trace: &'a Trace, predicted: Option<&'a Trace>) -> Vec<Plan<'a>> {
    let mut tree = Tree::default();
    if let Some(predicted) = predicted {
        tree.add(predicted, |node| &mut node.predicted);
    }
    tree.add(trace, |node| &mut node.real);
    tree.flatten()
}

#[derive(Debug)]
struct Node<'a> {
    lane: &'a Lane,
    real: Option<LaneId>,
    predicted: Option<LaneId>,
    children: Vec<usize>,
}

#[derive(Debug, Default)]
struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    roots: Vec<usize>,
    /// Where each lane is: by what holds it, its kind and name, and how many siblings of that name
    /// come before it.
    places: FxHashMap<(Sibling<'a>, u32), usize>,
}

type Sibling<'a> = (Option<usize>, u8, &'a str);

impl<'a> Tree<'a> {
    fn add(&mut self, trace: &'a Trace, side: for<'n> fn(&'n mut Node<'a>) -> &'n mut Option<LaneId>) {
        let mut seen: FxHashMap<Sibling<'a>, u32> = FxHashMap::default();
        let mut place_of: Vec<usize> = Vec::with_capacity(trace.lanes.len());
        for (id, lane) in (0..).map(LaneId).zip(&trace.lanes) {
            // What holds a lane comes before it; a parent that does not is none.
            let parent = lane.parent.and_then(|parent| place_of.get(parent.0 as usize)).copied();
            let sibling = (parent, lane.kind as u8, lane.name.as_str());
            let count = seen.entry(sibling).or_default();
            let place = *self.places.entry((sibling, *count)).or_insert_with(|| {
                let place = self.nodes.len();
                self.nodes.push(Node { lane, real: None, predicted: None, children: Vec::new() });
                match parent.and_then(|parent| self.nodes.get_mut(parent)) {
                    Some(parent) => parent.children.push(place),
                    None => self.roots.push(place),
                }
                place
            });
            *count += 1;
            place_of.push(place);
            if let Some(node) = self.nodes.get_mut(place) {
                *side(node) = Some(id);
                if !lane.detail.is_empty() {
                    // The run knows best; a lane of it that says nothing keeps what was predicted.
                    node.lane = lane;
                }
            }
        }
    }

    fn flatten(&self) -> Vec<Plan<'a>> {
        let alone = self.nodes.iter().filter(|node| node.lane.kind == LaneKind::Process).count() == 1;
        let mut rows: Vec<Plan<'a>> = Vec::with_capacity(self.nodes.len());
        // Lanes still to come, the next one last, with their depth and the process whose spans they show too.
        let mut next: Vec<(usize, u32, Option<&Node<'a>>)> = vec![];
        next.extend(self.roots.iter().rev().map(|&root| (root, 0, None)));
        while let Some((place, depth, process)) = next.pop() {
            let Some(node) = self.nodes.get(place) else { continue };
            let only_child = match *node.children.as_slice() {
                [child] => self.nodes.get(child).filter(|child| child.lane.kind == LaneKind::Thread),
                _ => None,
            };
            if node.lane.kind == LaneKind::Process && alone && !node.children.is_empty() {
                for (index, &child) in node.children.iter().enumerate().rev() {
                    next.push((child, depth, (index == 0).then_some(node)));
                }
                continue;
            }
            let (inner, outer) = match only_child {
                Some(thread) if node.lane.kind == LaneKind::Process => (thread, Some(node)),
                _ => (node, process),
            };
            let named = if process.is_some() { inner } else { outer.unwrap_or(inner) };
            let detail = if named.lane.detail.is_empty() { &inner.lane.detail } else { &named.lane.detail };
            rows.push(Plan {
                name: &named.lane.name,
                detail,
                kind: named.lane.kind,
                depth,
                strong: rows.is_empty() || !inner.children.is_empty(),
                heading: inner.lane.kind == LaneKind::Process && !inner.children.is_empty(),
                real: Lanes(inner.real, outer.and_then(|node| node.real)),
                predicted: Lanes(inner.predicted, outer.and_then(|node| node.predicted)),
            });
            next.extend(inner.children.iter().rev().map(|&child| (child, depth + 1, None)));
        }
        rows
    }
}
