//! The lane workers of one run, as the page has them: it starts and ends them, and hands each the port through which
//! the interpreter worker orders it about. Those that are left at a run's end serve the next.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::MessagePort;

use super::protocol::Trouble;
use super::script::Script;
use super::worker::WorkerHandle;

/// For how many milliseconds a worker waits for the next run.
const PATIENCE: u32 = 30_000;
/// How many of them wait at the most: an idle one takes memory.
const WAITING: usize = 8;

thread_local! {
    /// Workers of threads whose runs have ended, for the next run of this page: it begins sooner, and `WebKitGTK` (2.50) has
    /// lost 13 kB for good with each worker that was ever started.
    static IDLE: RefCell<Idle> = const { RefCell::new(Idle { workers: Vec::new(), end: None }) };
}

struct Idle {
    workers: Workers,
    /// Ends them.
    end: Option<Timeout>,
}

/// Each with its number.
type Workers = Vec<(u32, WorkerHandle)>;

/// Ends the idle workers but so many.
fn keep(most: usize) {
    IDLE.with_borrow_mut(|idle| idle.workers.truncate(most));
}

/// Running lane workers, by number. Dropping it terminates them all.
#[must_use = "dropping it terminates the workers"]
pub struct LaneWorkers {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    script: Script,
    workers: Workers,
    /// Workers that were started before anybody asked for them.
    spare: Vec<Spare>,
    /// Those that have not said yet that they listen.
    starting: Vec<u32>,
    /// What was wrong with the script's address, once something was.
    refused: Option<String>,
}

/// A worker, and the number that it has once it is given one; 0 until then.
struct Spare {
    number: Rc<Cell<u32>>,
    listens: Rc<Cell<bool>>,
    worker: WorkerHandle,
}

impl LaneWorkers {
    /// No workers yet. They are started from the script at `url`, or, once that has failed, from its text.
    pub fn new(url: &str) -> Self {
        Self {
            inner: Rc::new(RefCell::new(Inner {
                script: Script::new(url),
                workers: Vec::new(),
                spare: Vec::new(),
                starting: Vec::new(),
                refused: None,
            })),
        }
    }

    /// Starts so many workers before they are asked for: they take as long to start as the interpreter worker does, and
    /// at the same time. `trouble` is told of what goes wrong with them once they are opened.
    pub fn prepare(&self, count: u32, trouble: impl Fn(Trouble) + Clone + 'static) {
        let mut inner = self.inner.borrow_mut();
        for _ in 0..count {
            let this = Rc::downgrade(&self.inner);
            // What cannot be started will be told of when it is asked for.
            let idle = IDLE.with_borrow_mut(|idle| idle.workers.pop()).map(|(_, worker)| worker);
            let Ok(spare) = inner.start(&this, idle, true, trouble.clone()) else { return };
            inner.spare.push(spare);
        }
    }

    /// Starts a worker, unless one is ready, and hands it its port. `trouble` is told of what goes wrong, from the event
    /// loop.
    ///
    /// # Errors
    /// What goes wrong at once.
    pub fn open(&self, number: u32, port: &MessagePort, trouble: impl Fn(Trouble) + 'static) -> Result<(), Trouble> {
        let mut inner = self.inner.borrow_mut();
        inner.workers.retain(|&(other, _)| other != number);
        let again = inner.script.address_works;
        let spare = if inner.spare.is_empty() { None } else { Some(inner.spare.remove(0)) };
        let started = match spare {
            Some(spare) => Ok(spare),
            None => inner.start(&Rc::downgrade(&self.inner), None, again, trouble),
        };
        if started.as_ref().is_ok_and(|spare| !spare.listens.get()) || started.is_err() {
            inner.starting.push(number);
        }
        let posted = started.and_then(|spare| {
            spare.number.set(number);
            let posted = spare.worker.post_port(&JsValue::NULL, port);
            inner.workers.push((number, spare.worker));
            posted
        });
        posted.map_err(|reason| inner.broke(number, &reason, again))
    }

    /// Terminates a worker.
    pub fn close(&self, number: u32) {
        let mut inner = self.inner.borrow_mut();
        inner.workers.retain(|&(other, _)| other != number);
        inner.started(number);
    }

    /// Keeps the workers that are left for the next run: they are at nothing.
    pub fn rest(&self) {
        IDLE.with_borrow_mut(|idle| {
            idle.workers.append(&mut self.inner.borrow_mut().workers);
            idle.end = Some(Timeout::new(PATIENCE, || keep(0)));
        });
        keep(WAITING);
    }

    /// Whether some that were asked for do not listen yet. A browser starts workers by way of their page's thread: what keeps that
    /// busy meanwhile keeps them waiting.
    #[must_use]
    pub fn are_starting(&self) -> bool {
        !self.inner.borrow().starting.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inner.borrow().workers.len()
    }
}

impl Inner {
    fn start(
        &mut self,
        this: &Weak<RefCell<Self>>,
        idle: Option<WorkerHandle>,
        from_address: bool,
        trouble: impl Fn(Trouble) + 'static,
    ) -> Result<Spare, String> {
        let (number, listens) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(false)));
        let (this, mine, said) = (Weak::clone(this), Rc::clone(&number), Rc::clone(&listens));
        let (inner, called) = (Weak::clone(&this), Rc::clone(&number));
        let heard = move |_| {
            said.set(true);
            if let Some(inner) = inner.upgrade() {
                inner.borrow_mut().started(called.get());
            }
        };
        let broke = move |reason: String| {
            let Some(inner) = this.upgrade() else { return };
            let mut inner = inner.borrow_mut();
            if mine.get() == 0 {
                // Nobody has asked for it yet: whoever does gets another.
                inner.spare.retain(|spare| !Rc::ptr_eq(&spare.number, &mine));
                inner.script.address_works &= !from_address;
                inner.refused.get_or_insert(reason);
                return;
            }
            let what = inner.broke(mine.get(), &reason, from_address);
            drop(inner);
            trouble(what);
        };
        let worker = if let Some(mut worker) = idle {
            worker.listen(heard, broke);
            worker
        } else {
            let url = if from_address { self.script.address() } else { self.script.text_url()? };
            WorkerHandle::start(url, heard, broke)?
        };
        Ok(Spare { number, listens, worker })
    }

    /// A worker did not start, or broke: what there is to say of it.
    fn broke(&mut self, number: u32, reason: &str, from_address: bool) -> Trouble {
        let starting = self.starting.contains(&number);
        self.started(number);
        let text = match &self.refused {
            _ if !starting => format!("its worker broke ({reason}). Run it again"),
            Some(first) if !from_address => not_started(&format!("from lane.js: {first}; from its text: {reason}")),
            _ => not_started(reason),
        };
        let again = starting && from_address;
        if again {
            self.script.address_works = false;
            self.refused = Some(reason.into());
        }
        Trouble { number, reason: text, again }
    }

    /// A worker listens, or never will.
    fn started(&mut self, number: u32) {
        self.starting.retain(|&other| other != number);
    }
}

impl fmt::Debug for LaneWorkers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LaneWorkers").finish_non_exhaustive()
    }
}

fn not_started(reason: &str) -> String {
    format!(
        "the browser did not start a worker ({reason}). The page's security policy may forbid workers, or too many \
         may be running: close other tabs of this page and try again"
    )
}
