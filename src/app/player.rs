//! Whatever makes a trace grow on the page: workers that run the program, or its prediction, played.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::browser;
use super::track::Exhibit;
use crate::runtime::clock::{Clock, Wall};
use crate::runtime::page::Run;
use crate::runtime::protocol::{Message, Request, Speed};
use crate::time::Micros;
use crate::trace::{Change, LaneId, LaneKind, replay};

/// How many lanes may live at once in a page: Chromium allows about 124 wasm memories in a renderer process,
/// and each lane that sleeps takes one.
const LANES: u32 = 64;
/// In an embed: others may be in the same renderer process.
const EMBEDDED: u32 = 16;

/// A run that goes on; dropping it stops it.
#[must_use = "dropping it stops the run"]
pub(super) enum Player {
    /// The program, run by workers.
    Workers { run: Run },
    /// The prediction, played.
    Prediction { _replay: Replay },
}

impl Player {
    /// Starts a listing: its program, or without it its prediction.
    pub(super) fn start(
        listing: &Exhibit,
        program: Option<&[u8]>,
        speed: Speed,
        tell: impl Fn(Message) + 'static,
    ) -> Self {
        match program {
            Some(program) => Self::Workers { run: Run::start(request(listing, program, speed), tell) },
            None => Self::Prediction { _replay: Replay::start(listing, speed, tell) },
        }
    }

    /// Whether workers are being started: see [`Run::is_starting`].
    pub(super) fn is_starting(&self) -> bool {
        matches!(self, Self::Workers { run } if run.is_starting())
    }
}

/// How many lanes may live at once here.
fn most() -> u32 {
    let root = browser::document().and_then(|document| document.document_element());
    if root.is_some_and(|root| root.get_attribute("data-embed").is_some()) { EMBEDDED } else { LANES }
}

fn request(listing: &Exhibit, program: &[u8], speed: Speed) -> Request {
    // As many as the prediction has threads; processes want workers that start then and there.
    let lanes = &listing.predicted().trace().lanes;
    let process = lanes.iter().position(|lane| lane.kind == LaneKind::Process);
    let main = process.and_then(|index| u32::try_from(index).ok()).map(LaneId);
    let threads = lanes.iter().filter(|lane| lane.kind == LaneKind::Thread && lane.parent == main).count();
    let most = most();
    let warm = u32::try_from(threads).unwrap_or(most).min(most);
    Request { program: program.to_vec(), cpus: listing.cpus, seed: listing.seed, speed, warm, lanes: most }
}

/// A recorded trace that is played in real time.
pub(super) struct Replay {
    inner: Rc<Inner>,
}

struct Inner {
    clock: Clock,
    steps: Vec<(Micros, Change)>,
    next: Cell<usize>,
    timer: RefCell<Option<Timeout>>,
    on_message: Box<dyn Fn(Message)>,
}

impl Replay {
    fn start(listing: &Exhibit, speed: Speed, on_message: impl Fn(Message) + 'static) -> Self {
        let began = Wall::now();
        let inner = Rc::new(Inner {
            clock: Clock::new(began, speed),
            steps: replay::steps(listing.predicted().trace()),
            next: Cell::new(0),
            timer: RefCell::new(None),
            on_message: Box::new(on_message),
        });
        (inner.on_message)(Message::Began { at: began.0 });
        Inner::go_on(&inner);
        Self { inner }
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        // The timer holds the inner part: letting go of it lets go of both.
        self.inner.timer.borrow_mut().take();
    }
}

impl Inner {
    /// Tells everything that is due and waits for what comes next.
    fn go_on(inner: &Rc<Self>) {
        let first = inner.next.get();
        let steps = inner.steps.get(first..).unwrap_or_default();
        let now = Wall::now();
        let due = steps.partition_point(|(time, _)| inner.clock.wall(*time) <= now);
        if due > 0 {
            let changes = steps.iter().take(due).map(|(_, change)| change.clone()).collect();
            inner.next.set(first + due);
            (inner.on_message)(Message::Changes(changes));
        }
        let timer = steps.get(due).map(|(time, _)| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, as it should")]
            let wait = (inner.clock.wall(*time).0 - now.0).ceil().max(0.0) as u32;
            let inner = Rc::clone(inner);
            Timeout::new(wait, move || Self::go_on(&inner))
        });
        *inner.timer.borrow_mut() = timer;
    }
}
