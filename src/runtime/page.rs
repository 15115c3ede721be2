//! The page's handle on a run.

use alloc::format;
use alloc::rc::{Rc, Weak};
use alloc::string::{String, ToString};
use core::cell::RefCell;
use core::fmt;

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, Worker};

use super::lane_workers::LaneWorkers;
use super::protocol::{Message, PageMessage, Request, Trouble, WorkerMessage};
use super::worker::WorkerHandle;
use crate::trace::Change;

/// The lane workers' script, relative to the page's base address: in the folder of this build, as all its files are.
const LANE_URL: &str = concat!(env!("TASKLANES_BUILD"), "/lane.js");

#[wasm_bindgen]
extern "C" {
    /// In `static/start.js`: an interpreter worker, which is given its WebAssembly.
    #[wasm_bindgen(catch, js_namespace = tasklanes, js_name = interpreter)]
    fn interpreter() -> Result<Worker, JsValue>;
}

/// One run of a program, in an interpreter worker of its own. Dropping it ends the run at once, whatever it is
/// doing, with all its workers.
#[must_use = "dropping it ends the run"]
pub struct Run {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    this: Weak<RefCell<Inner>>,
    worker: Option<WorkerHandle>,
    lanes: Option<LaneWorkers>,
    /// What the worker is asked for once it is ready.
    request: Option<Request>,
    /// Tells of a start that failed, after it.
    refusal: Option<Timeout>,
}

impl Run {
    /// Starts a run. `on_message` gets what comes of it, always from the event loop, in order: [`Message::Ready`],
    /// [`Message::Began`], then changes of which the last hold the trace's end; or a
    /// [`Message::Failed`] at any time, after which nothing comes. The workers end by themselves after either, but those of
    /// lanes that serve the next run.
    pub fn start(request: Request, on_message: impl Fn(Message) + 'static) -> Self {
        Self::start_in(interpreter(), request, on_message)
    }

    /// As [`Run::start`], in a worker that has just been made for it, or has been refused.
    pub fn start_in(worker: Result<Worker, JsValue>, request: Request, on_message: impl Fn(Message) + 'static) -> Self {
        let warm = request.warm;
        let inner = Rc::new_cyclic(|this| {
            let (this, lanes) = (Weak::clone(this), Some(LaneWorkers::new(LANE_URL)));
            RefCell::new(Inner { this, worker: None, lanes, request: Some(request), refusal: None })
        });
        let on_message = Rc::new(on_message);
        let (this, tell) = (Rc::downgrade(&inner), Rc::clone(&on_message));
        let heard = move |event: MessageEvent| take(&this, read(&event), &*tell);
        let (this, tell) = (Rc::downgrade(&inner), Rc::clone(&on_message));
        let broke = move |reason: String| take(&this, Heard::Failure(reason), &*tell);
        match WorkerHandle::of(worker, heard, broke) {
            Ok(worker) => {
                let mut inner = inner.borrow_mut();
                inner.worker = Some(worker);
                if let Some(lanes) = &inner.lanes {
                    lanes.prepare(warm, pass_on(&inner.this));
                }
            }
            Err(reason) => {
                let tell = move || on_message(Message::Failed(not_started(&reason)));
                inner.borrow_mut().refusal = Some(Timeout::new(0, tell));
            }
        }
        Self { inner }
    }

    /// Whether workers are being started. Let the page be idle for as long as that takes, or they start late.
    #[must_use]
    pub fn is_starting(&self) -> bool {
        self.inner.borrow().lanes.as_ref().is_some_and(LaneWorkers::are_starting)
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // Explicitly: a message that is just being taken in keeps the rest alive a little longer.
        if let Ok(mut inner) = self.inner.try_borrow_mut() {
            inner.end();
            inner.refusal = None;
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").finish_non_exhaustive()
    }
}

/// What comes from the worker.
enum Heard {
    Message(Message),
    /// A lane worker is to be started, and given this port.
    Open(u32, MessagePort),
    /// A lane worker is to be ended.
    Close(u32),
    /// It broke: what is known of why.
    Failure(String),
}

/// What a worker said: bytes, or the string that stands for a failure.
fn read(event: &MessageEvent) -> Heard {
    let data = event.data();
    if let Some(reason) = data.as_string() {
        return Heard::Failure(reason);
    }
    match WorkerMessage::decode(&Uint8Array::new(&data).to_vec()) {
        Ok(WorkerMessage::Run(message)) => Heard::Message(message),
        Ok(WorkerMessage::Open(number)) => Heard::Open(number, event.ports().get(0).unchecked_into()),
        Ok(WorkerMessage::Close(number)) => Heard::Close(number),
        Err(error) => Heard::Failure(error.to_string()),
    }
}

/// Takes in what comes from the worker, and hands it on.
fn take(this: &Weak<RefCell<Inner>>, heard: Heard, tell: &dyn Fn(Message)) {
    let Some(inner) = this.upgrade() else { return };
    let message = inner.borrow_mut().take(heard);
    // Nothing may be borrowed or held by now: the receiver may drop the run.
    drop(inner);
    if let Some(message) = message {
        tell(message);
    }
}

impl Inner {
    /// Ends all workers. One that is done still holds its wasm memory, and a browser has only so many.
    fn end(&mut self) {
        self.worker = None;
        self.lanes = None;
    }

    fn open(&self, number: u32, port: &MessagePort) {
        let Some(lanes) = &self.lanes else { return };
        if let Err(trouble) = lanes.open(number, port, pass_on(&self.this)) {
            self.pass_on(trouble);
        }
    }

    /// Tells the interpreter worker what is wrong with a lane worker.
    fn pass_on(&self, trouble: Trouble) {
        if let Some(worker) = &self.worker {
            // Fails for bytes that are gone only, and these are new.
            let _ = say(worker, &PageMessage::Trouble(trouble));
        }
    }

    fn take(&mut self, heard: Heard) -> Option<Message> {
        let worker = self.worker.as_ref()?;
        let message = match heard {
            Heard::Message(Message::Ready) => {
                match self.request.take().map(|request| say(worker, &PageMessage::Run(request))) {
                    Some(Err(reason)) => Message::Failed(broken_off(&reason)),
                    Some(Ok(())) | None => Message::Ready,
                }
            }
            Heard::Message(message) => message,
            Heard::Open(number, port) => {
                self.open(number, &port);
                return None;
            }
            Heard::Close(number) => {
                if let Some(lanes) = &self.lanes {
                    lanes.close(number);
                }
                return None;
            }
            // Not ready yet.
            Heard::Failure(reason) if self.request.is_some() => Message::Failed(not_started(&reason)),
            Heard::Failure(reason) => Message::Failed(broken_off(&reason)),
        };
        if is_last(&message) {
            if let Some(lanes) = self.lanes.take_if(|_| !matches!(message, Message::Failed(_))) {
                lanes.rest();
            }
            self.end();
        }
        Some(message)
    }
}

/// Tells the interpreter worker what is wrong with a lane worker, from the event loop.
fn pass_on(this: &Weak<RefCell<Inner>>) -> impl Fn(Trouble) + Clone + use<> {
    let this = Weak::clone(this);
    move |trouble| {
        if let Some(inner) = this.upgrade() {
            inner.borrow().pass_on(trouble);
        }
    }
}

/// Tells the worker, which is ready, something.
fn say(worker: &WorkerHandle, message: &PageMessage) -> Result<(), String> {
    worker.post_bytes(&Uint8Array::from(message.encode().as_slice()))
}

/// Whether nothing follows.
fn is_last(message: &Message) -> bool {
    match message {
        Message::Failed(_) => true,
        Message::Changes(changes) => changes.iter().rev().any(|change| matches!(change, Change::End(_))),
        Message::Ready | Message::Began { .. } | Message::NoBlocking => false,
    }
}

fn not_started(reason: &str) -> String {
    format!(
        "The worker that runs programs did not start ({reason}). Its files may be missing beside the page, or the \
         page's security policy may forbid workers or WebAssembly. Reload the page, or use the simulation."
    )
}

fn broken_off(reason: &str) -> String {
    format!(
        "The run broke off ({reason}). Run it again; if that does not help, reload the page, or use the simulation."
    )
}
