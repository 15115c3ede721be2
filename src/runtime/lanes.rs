//! The lane workers of one run: one for each thread of the program.

use alloc::rc::{Rc, Weak};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, MessagePort};

use super::clock::Wall;
use super::lane_script::{self, Answer, BLOCK, BURN};
use super::ports::{self, MessageChannel};
use super::protocol::Trouble;
use crate::kernel::Worker;
use crate::trace::LaneId;

/// What a lane's worker did.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// Every worker asked for with [`Lanes::warm`] is ready, or could not be started.
    Warm,
    /// The lane has its worker.
    Started {
        /// Whose.
        lane: LaneId,
        /// When, by the worker's clock.
        at: Wall,
    },
    /// The worker began to block or to burn.
    Began {
        /// Whose.
        lane: LaneId,
        /// When, by the worker's clock.
        at: Wall,
        /// Whether it really blocks; otherwise its timer waits, because the browser has nothing better.
        blocks: bool,
    },
    /// The worker has blocked or burned for as long as it was told to.
    Ended {
        /// Whose.
        lane: LaneId,
        /// When, by the worker's clock.
        at: Wall,
    },
    /// The worker could not be started, or broke; the lane has none any more.
    Failed {
        /// Whose.
        lane: LaneId,
        /// What went wrong.
        reason: String,
    },
}

/// Who starts and ends the workers: the page.
pub trait Host {
    /// Starts a worker and hands it the port. What goes wrong is told to [`Lanes::trouble`].
    fn open(&self, number: u32, port: &MessagePort);
    /// Terminates a worker.
    fn close(&self, number: u32);
}

/// The lane workers of one run, as the interpreter worker has them. Dropping it ends them all.
#[must_use = "dropping it ends the workers"]
pub struct Lanes {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    this: Weak<RefCell<Inner>>,
    host: Rc<dyn Host>,
    limit: usize,
    report: Rc<dyn Fn(Report)>,
    workers: Vec<LaneWorker>,
    /// The last number given to a worker or a job.
    number: u32,
    /// Whether [`Report::Warm`] is still owed.
    warming: bool,
}

struct LaneWorker {
    port: Port,
    /// Which kind it was started as.
    kind: Worker,
    ready: bool,
    /// Whom it serves; none while it waits for a thread to come.
    lane: Option<LaneId>,
    /// What it is at. Answers to anything else are late and mean nothing.
    job: Option<u32>,
}

impl Lanes {
    /// No workers yet. `limit` is how many there may be, those that wait for a thread included. `report` is called
    /// from the event loop, never from within the functions here.
    pub fn new(host: Rc<dyn Host>, limit: u32, report: impl Fn(Report) + 'static) -> Self {
        let inner = Rc::new_cyclic(|this| {
            RefCell::new(Inner {
                this: Weak::clone(this),
                host,
                limit: limit as usize,
                report: Rc::new(report),
                workers: Vec::new(),
                number: 0,
                warming: false,
            })
        });
        Self { inner }
    }

    /// Starts workers for threads to come. Answers whether a [`Report::Warm`] will follow: not where there is
    /// nothing to wait for.
    pub fn warm(&self, count: u32) -> bool {
        let mut inner = self.inner.borrow_mut();
        let room = inner.limit.saturating_sub(inner.workers.len());
        for _ in 0..room.min(count as usize) {
            inner.open(None, Worker::Thread);
        }
        inner.warming = inner.workers.iter().any(LaneWorker::is_warming);
        inner.warming
    }

    /// Gives a lane a worker. Answers with a report where that is one that is ready.
    #[must_use = "what is done at once is reported here"]
    pub fn start(&self, lane: LaneId, kind: Worker) -> Option<Report> {
        let mut inner = self.inner.borrow_mut();
        if kind == Worker::Thread {
            // One that is ready if there is any, else one that soon will be.
            let waiting = inner.workers.iter_mut().filter(|worker| worker.lane.is_none());
            if let Some(worker) = waiting.max_by_key(|worker| worker.ready) {
                worker.lane = Some(lane);
                return worker.ready.then(|| Report::Started { lane, at: Wall::now() });
            }
        }
        if inner.workers.len() >= inner.limit
            && let Some(index) = inner.workers.iter().position(|worker| worker.lane.is_none())
        {
            inner.workers.swap_remove(index);
        }
        inner.open(Some(lane), kind);
        None
    }

    /// Blocks a lane's worker for so many milliseconds.
    pub fn block(&self, lane: LaneId, milliseconds: f64) {
        self.inner.borrow_mut().order(lane, BLOCK, milliseconds);
    }

    /// Keeps a lane's worker computing for so many milliseconds.
    pub fn burn(&self, lane: LaneId, milliseconds: f64) {
        self.inner.borrow_mut().order(lane, BURN, milliseconds);
    }

    /// Takes a lane's worker away: a thread's waits for the next thread, unless it is busy; any other is
    /// terminated, as its process is.
    pub fn stop(&self, lane: LaneId) {
        let mut inner = self.inner.borrow_mut();
        let Some(index) = inner.workers.iter().position(|worker| worker.lane == Some(lane)) else { return };
        match inner.workers.get_mut(index) {
            Some(worker) if worker.is_free() => worker.lane = None,
            _ => drop(inner.workers.swap_remove(index)),
        }
    }

    /// Takes in what the page says of a worker: it did not start, or broke.
    pub fn trouble(&self, trouble: &Trouble) {
        tell(&Rc::downgrade(&self.inner), |inner| inner.trouble(trouble));
    }

    /// Ends the run: terminates all workers but those of threads that are at nothing. The page may have these serve another.
    pub fn clear(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.workers.drain(..).filter(LaneWorker::is_free).for_each(|worker| worker.port.leave());
    }

    /// How many workers there are, those that wait for a thread included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inner.borrow().workers.len()
    }
}

impl fmt::Debug for Lanes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lanes").finish_non_exhaustive()
    }
}

/// The way to a worker. Dropping it ends the worker.
struct Port {
    number: u32,
    /// Who is told of its end.
    host: Option<Rc<dyn Host>>,
    end: MessagePort,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Port {
    /// Leaves the worker to the page.
    fn leave(mut self) {
        self.host = None;
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        ports::close(&self.end);
        if let Some(host) = &self.host {
            host.close(self.number);
        }
    }
}

impl LaneWorker {
    /// Whether another thread may have it.
    fn is_free(&self) -> bool {
        self.ready && self.job.is_none() && self.kind == Worker::Thread
    }

    fn is_warming(&self) -> bool {
        self.lane.is_none() && !self.ready
    }
}

impl Inner {
    fn next(&mut self) -> u32 {
        self.number = self.number.wrapping_add(1);
        self.number
    }

    /// Has a worker started.
    fn open(&mut self, lane: Option<LaneId>, kind: Worker) {
        let port = self.connect();
        self.workers.push(LaneWorker { port, kind, ready: false, lane, job: None });
    }

    /// Has the worker itself started, with a way to it.
    fn connect(&mut self) -> Port {
        let number = self.next();
        let channel = MessageChannel::new();
        let this = Weak::clone(&self.this);
        let heard = Closure::new(move |event: MessageEvent| tell(&this, |inner| inner.hear(number, &event)));
        let port = channel.port1();
        ports::hear(&port, heard.as_ref());
        self.host.open(number, &channel.port2());
        Port { number, host: Some(Rc::clone(&self.host)), end: port, _heard: heard }
    }

    fn order(&mut self, lane: LaneId, word: f64, milliseconds: f64) {
        let job = self.next();
        if let Some(worker) = self.workers.iter_mut().find(|worker| worker.lane == Some(lane)) {
            worker.job = Some(job);
            let order = lane_script::order(word, job, milliseconds);
            ports::post(&worker.port.end, &Uint8Array::from(order.as_flattened()));
        }
    }

    /// Takes in a worker's message.
    fn hear(&mut self, number: u32, event: &MessageEvent) -> Option<Report> {
        let worker = self.workers.iter_mut().find(|worker| worker.port.number == number)?;
        let lane = worker.lane;
        match Answer::read(&ports::bytes(event)) {
            Some(Answer::Ready { at }) => {
                worker.ready = true;
                match lane {
                    Some(lane) => Some(Report::Started { lane, at }),
                    None => self.warmed(),
                }
            }
            Some(Answer::Began { job, at, blocks }) if worker.job == Some(job) => {
                Some(Report::Began { lane: lane?, at, blocks })
            }
            Some(Answer::Ended { job, at }) if worker.job == Some(job) => {
                worker.job = None;
                Some(Report::Ended { lane: lane?, at })
            }
            Some(_) => None,
            None => self.lose(number, "its worker says what no lane worker says. Run it again"),
        }
    }

    /// Takes in that a worker did not start, or broke.
    fn trouble(&mut self, trouble: &Trouble) -> Option<Report> {
        let &Trouble { number, ref reason, again } = trouble;
        let index = self.workers.iter().position(|worker| worker.port.number == number && !worker.ready);
        if let Some(index) = index.filter(|_| again) {
            let port = self.connect();
            self.workers.get_mut(index)?.port = port;
            return None;
        }
        self.lose(number, reason)
    }

    /// Gives a worker up.
    fn lose(&mut self, number: u32, reason: &str) -> Option<Report> {
        let index = self.workers.iter().position(|worker| worker.port.number == number)?;
        match self.workers.swap_remove(index).lane {
            Some(lane) => Some(Report::Failed { lane, reason: reason.into() }),
            None => self.warmed(),
        }
    }

    /// [`Report::Warm`], if this is the moment for it.
    fn warmed(&mut self) -> Option<Report> {
        if !self.warming || self.workers.iter().any(LaneWorker::is_warming) {
            return None;
        }
        self.warming = false;
        Some(Report::Warm)
    }
}

/// Lets the lanes, if they are still there, take something in, and reports what comes of it.
fn tell(lanes: &Weak<RefCell<Inner>>, take: impl FnOnce(&mut Inner) -> Option<Report>) {
    let Some(inner) = lanes.upgrade() else { return };
    // The receiver of a report gives new orders at once: nothing may be borrowed by then.
    let (told, report) = {
        let mut inner = inner.borrow_mut();
        (take(&mut inner), Rc::clone(&inner.report))
    };
    if let Some(told) = told {
        report(told);
    }
}
