//! The lane workers of one run, as the page has them: it starts and ends them, and hands each the port through which
//! the interpreter worker orders it about.

use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;
use web_sys::MessagePort;

use super::protocol::Trouble;
use super::script::Script;
use super::worker::WorkerHandle;

/// Running lane workers, by number. Dropping it terminates them all.
#[must_use = "dropping it terminates the workers"]
pub struct LaneWorkers {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    script: Script,
    workers: Vec<(u32, WorkerHandle)>,
    /// Those that have not said yet that they listen.
    starting: Vec<u32>,
}

impl LaneWorkers {
    /// No workers yet. They are started from the script at `url`, or, once that has failed, from its text.
    pub fn new(url: &str) -> Self {
        Self {
            inner: Rc::new(RefCell::new(Inner { script: Script::new(url), workers: Vec::new(), starting: Vec::new() })),
        }
    }

    /// Starts a worker and hands it its port. `trouble` is told of what goes wrong, from the event loop.
    ///
    /// # Errors
    /// What goes wrong at once.
    pub fn open(&self, number: u32, port: &MessagePort, trouble: impl Fn(Trouble) + 'static) -> Result<(), Trouble> {
        let mut inner = self.inner.borrow_mut();
        inner.workers.retain(|&(other, _)| other != number);
        let again = inner.script.address_works;
        let failed = |reason: String| Trouble { number, reason, again };
        let started = inner.start(number, &Rc::downgrade(&self.inner), again, trouble).map_err(failed);
        match started {
            Ok(worker) => {
                let posted = worker.post_port(&JsValue::NULL, port).map_err(failed);
                inner.workers.push((number, worker));
                inner.starting.push(number);
                posted
            }
            Err(trouble) => {
                inner.script.address_works = false;
                Err(trouble)
            }
        }
    }

    /// Terminates a worker.
    pub fn close(&self, number: u32) {
        let mut inner = self.inner.borrow_mut();
        inner.workers.retain(|&(other, _)| other != number);
        inner.started(number);
    }

    /// Whether some do not listen yet. A browser starts workers by way of their page's thread: what keeps that
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
        number: u32,
        this: &Weak<RefCell<Self>>,
        from_address: bool,
        trouble: impl Fn(Trouble) + 'static,
    ) -> Result<WorkerHandle, String> {
        let url = if from_address { self.script.address() } else { self.script.text_url()? };
        let (listens, this) = (Weak::clone(this), Weak::clone(this));
        let heard = move |_| {
            if let Some(inner) = listens.upgrade() {
                inner.borrow_mut().started(number);
            }
        };
        let broke = move |reason: String| {
            if let Some(inner) = this.upgrade() {
                let mut inner = inner.borrow_mut();
                inner.started(number);
                inner.script.address_works &= !from_address;
            }
            trouble(Trouble { number, reason, again: from_address });
        };
        WorkerHandle::start(url, heard, broke)
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
