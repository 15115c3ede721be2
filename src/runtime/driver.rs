//! Drives the kernel in the browser: lane workers for its threads, one timer for its deadlines.

use alloc::boxed::Box;
use alloc::rc::{Rc, Weak};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt;

use gloo_timers::callback::Timeout;

use super::clock::{Clock, Wall};
use super::lanes::{Host, Lanes, Report};
use super::protocol::{Message, Request, Speed, Trouble};
use super::wake::Wake;
use crate::kernel::{Command, Config, Event, Kernel, Progress, TRACE_LIMIT};
use crate::program::Program;
use crate::time::Micros;
use crate::trace::Change;

/// How many milliseconds the kernel may go on before the event loop has its turn, so that lanes are heard and a
/// stop is obeyed.
const SLICE: f64 = 2.0;

/// How many milliseconds pass between two messages to the page while the program computes: a frame's.
const FLUSH: f64 = 16.0;

/// The longest time set on a timer, in milliseconds: a browser's timer fires at once for more than 2^31.
const LONGEST_TIMER: f64 = 1e9;

/// How many bytes the values of a program's processes may take: a browser's tab has some gigabytes.
const MEMORY: usize = 256 << 20;

/// One run. Dropping it ends it, and terminates its lane workers.
#[must_use = "dropping it ends the run"]
pub struct Driver {
    inner: Rc<RefCell<Option<Inner>>>,
}

struct Inner {
    post: Box<dyn Fn(Message)>,
    lanes: Rc<Lanes>,
    wake: Rc<Wake>,
    timer: Option<Timeout>,
    stage: Stage,
    /// Never freed: its worker is there for one program and ends with it. So nothing of a kernel has to know how to
    /// be freed, which is code that every reader would download.
    running: &'static mut Running,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Workers for threads to come are being started, and the program comes to the first thing that it asks for.
    Warming,
    /// The program runs.
    Running,
    /// It has ended.
    Over,
}

struct Running {
    kernel: Kernel,
    speed: Speed,
    clock: Clock,
    /// Whether the main thread has its worker.
    executes: bool,
    /// The latest moment that the kernel knows of: its time never goes back.
    now: Micros,
    changes: Vec<Change>,
    flushed: Wall,
    /// When the program started, until the page has been told.
    began: Option<Wall>,
    /// Whether the page has been told that sleeps do not block.
    noticed: bool,
}

impl Driver {
    /// Starts a run of `program` as `request` asks (whose own program is not looked at): first lane workers, which
    /// `host` starts, then the program. `post` gets what the page is to hear, always from the event loop.
    ///
    /// # Errors
    /// Why the program cannot be run.
    pub fn start(
        program: Program,
        request: &Request,
        host: Rc<dyn Host>,
        post: impl Fn(Message) + 'static,
    ) -> Result<Self, String> {
        let inner = Rc::new(RefCell::new(None));
        let hearing = Rc::downgrade(&inner);
        let report = move |report| with(&hearing, |inner| inner.hear(report));
        let lanes = Rc::new(Lanes::new(host, request.lanes, report));
        let going_on = Rc::downgrade(&inner);
        let wake = Rc::new(Wake::new(move || with(&going_on, Inner::go_on)));
        if !lanes.warm(request.warm) {
            wake.call();
        }
        let start = Wall::now();
        let config = Config {
            cpus: request.cpus,
            epoch: start.0 / 1_000.0,
            lanes: Some(request.lanes),
            memory: MEMORY,
            instructions: None,
            changes: TRACE_LIMIT,
            seed: request.seed,
        };
        let running = Box::leak(Box::new(Running {
            kernel: Kernel::new(program, config)?,
            speed: request.speed,
            clock: Clock::new(Wall(f64::INFINITY), request.speed),
            executes: false,
            now: Micros::ZERO,
            changes: Vec::new(),
            flushed: start,
            began: None,
            noticed: false,
        }));
        let stage = Stage::Warming;
        *inner.borrow_mut() = Some(Inner { post: Box::new(post), lanes, wake, timer: None, stage, running });
        Ok(Self { inner })
    }

    /// Takes in what the page says of a lane worker: it did not start, or broke.
    pub fn trouble(&self, trouble: &Trouble) {
        let lanes = self.inner.borrow().as_ref().map(|inner| Rc::clone(&inner.lanes));
        // Not borrowed any more: what comes of it is reported at once.
        if let Some(lanes) = lanes {
            lanes.trouble(trouble);
        }
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driver").finish_non_exhaustive()
    }
}

/// Does something with a run, if it is still there.
fn with(inner: &Weak<RefCell<Option<Inner>>>, act: impl FnOnce(&mut Inner)) {
    if let Some(inner) = inner.upgrade()
        && let Some(inner) = inner.borrow_mut().as_mut()
    {
        act(inner);
    }
}

impl Inner {
    /// Takes in what a lane worker did. The kernel goes on when all that has already come has been taken in.
    fn hear(&mut self, report: Report) {
        if self.stage != Stage::Over {
            if let Report::Began { blocks: false, .. } = report
                && !self.running.noticed
            {
                self.running.noticed = true;
                (self.post)(Message::NoBlocking);
            }
            self.running.hear(report);
        }
        self.wake.call();
    }

    /// Lets the kernel go on: to its next wait, or for one slice.
    fn go_on(&mut self) {
        let running = &mut *self.running;
        if self.stage == Stage::Over {
            return;
        }
        self.timer = None;
        let slice = Wall(Wall::now().0 + SLICE);
        loop {
            let time = running.time();
            let progress = running.kernel.advance(time);
            let commands = running.kernel.commands();
            let begins = running.executes && (progress != Progress::More || !commands.is_empty());
            if self.stage == Stage::Warming && (begins || progress == Progress::Done) {
                self.stage = Stage::Running;
                running.start_clock();
            }
            let mut heard = false;
            for command in commands {
                if let Some(report) = execute(&self.lanes, running.clock, &command) {
                    running.hear(report);
                    heard = true;
                }
            }
            running.changes.append(&mut running.kernel.changes());
            match progress {
                Progress::Done => {
                    self.lanes.clear();
                    running.flush(&self.post);
                    self.stage = Stage::Over;
                    return;
                }
                Progress::Until(deadline) if !heard => {
                    running.flush(&self.post);
                    if let Some(deadline) = deadline {
                        self.set_timer(deadline);
                    }
                    return;
                }
                Progress::More | Progress::Until(_) => {}
            }
            let now = Wall::now();
            if now >= slice {
                if now.0 >= running.flushed.0 + FLUSH {
                    running.flush(&self.post);
                }
                self.wake.call();
                return;
            }
        }
    }

    /// Comes back when a time has come.
    fn set_timer(&mut self, deadline: Micros) {
        let left = self.running.clock.wall(deadline).0 - Wall::now().0;
        if left < 1.0 {
            // A timer counts whole milliseconds. The rest of one is spent in asking again and again.
            self.wake.call();
            return;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and LONGEST_TIMER")]
        let milliseconds = left.min(LONGEST_TIMER) as u32;
        let wake = Rc::clone(&self.wake);
        // Through the queue: a timer set from a timer's own call gets a least delay of 4 ms.
        self.timer = Some(Timeout::new(milliseconds, move || wake.call()));
    }
}

impl Running {
    /// Time passes from the first thing on that the program asks for, or waits for. What it executes before that takes
    /// no Python time, and the machine's own first steps are slow: code is being compiled.
    fn start_clock(&mut self) {
        let start = Wall::now();
        self.clock = Clock::new(start, self.speed);
        self.began = Some(start);
    }

    /// This moment, in Python time.
    fn time(&mut self) -> Micros {
        self.now = self.now.max(self.clock.micros(Wall::now()));
        self.now
    }

    /// Tells the kernel what a lane worker did.
    fn hear(&mut self, report: Report) {
        let event = match report {
            Report::Warm => return,
            Report::Started { lane, at } => {
                self.executes = true;
                Event::Started { lane, at: self.clock.micros(at) }
            }
            Report::Began { lane, at, .. } => Event::Began { lane, at: self.clock.micros(at) },
            Report::Ended { lane, at } => Event::Ended { lane, at: self.clock.micros(at) },
            Report::Failed { lane, reason } => Event::Failed { lane, reason },
        };
        if let Event::Started { at, .. } | Event::Began { at, .. } | Event::Ended { at, .. } = event {
            // Clocks agree within some hundredths of a millisecond only; nothing may come from the future.
            self.now = self.now.max(at);
        }
        let now = self.time();
        self.kernel.handle(now, event);
    }

    /// Tells the page what is new, if anything is, and the program has begun.
    fn flush(&mut self, post: &dyn Fn(Message)) {
        self.flushed = Wall::now();
        if self.flushed < self.clock.wall(Micros::ZERO) {
            return;
        }
        // First the workers that it wants at once are asked for, then the page is told, which draws.
        if let Some(began) = self.began.take() {
            post(Message::Began { at: began.0 });
        }
        if !self.changes.is_empty() {
            post(Message::Changes(core::mem::take(&mut self.changes)));
        }
    }
}

/// Does what the kernel asks.
fn execute(lanes: &Lanes, clock: Clock, command: &Command) -> Option<Report> {
    match *command {
        Command::Start { lane, worker } => return lanes.start(lane, worker),
        Command::Block { lane, duration } => lanes.block(lane, clock.millis(duration)),
        Command::Burn { lane, duration } => lanes.burn(lane, clock.millis(duration)),
        Command::Stop { lane } => lanes.stop(lane),
    }
    None
}
