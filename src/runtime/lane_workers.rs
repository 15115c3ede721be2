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
    /// What was wrong with the script's address, once something was.
    refused: Option<String>,
}

impl LaneWorkers {
    /// No workers yet. They are started from the script at `url`, or, once that has failed, from its text.
    pub fn new(url: &str) -> Self {
        Self {
            inner: Rc::new(RefCell::new(Inner {
                script: Script::new(url),
                workers: Vec::new(),
                starting: Vec::new(),
                refused: None,
            })),
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
        inner.starting.push(number);
        let started = inner.start(number, &Rc::downgrade(&self.inner), again, trouble);
        let posted = started.and_then(|worker| {
            let posted = worker.post_port(&JsValue::NULL, port);
            inner.workers.push((number, worker));
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
                let what = inner.borrow_mut().broke(number, &reason, from_address);
                trouble(what);
            }
        };
        WorkerHandle::start(url, heard, broke)
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
