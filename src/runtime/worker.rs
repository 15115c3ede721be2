//! A Web Worker as a handle.

use alloc::string::String;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, Event, MessageEvent, MessagePort, Worker};

/// A running worker. Dropping it terminates it.
#[must_use]
pub(super) struct WorkerHandle {
    worker: Worker,
    /// What is called with messages, and with errors.
    listeners: Option<(Listener<MessageEvent>, Listener<Event>)>,
}

type Listener<E> = Closure<dyn FnMut(E)>;

impl WorkerHandle {
    /// Starts a classic worker. `heard` gets each message; `broke` what is known of an error: a script
    /// that cannot be loaded, an exception that nothing catches, a message that cannot be read.
    ///
    /// # Errors
    /// What the browser says, where it refuses at once.
    pub(super) fn start(
        url: &str,
        heard: impl FnMut(MessageEvent) + 'static,
        broke: impl FnMut(String) + 'static,
    ) -> Result<Self, String> {
        Self::of(Worker::new(url), heard, broke)
    }

    /// As [`WorkerHandle::start`], of a worker that has just been started, or refused.
    ///
    /// # Errors
    /// What the browser says, where it has refused.
    pub(super) fn of(
        worker: Result<Worker, JsValue>,
        heard: impl FnMut(MessageEvent) + 'static,
        broke: impl FnMut(String) + 'static,
    ) -> Result<Self, String> {
        let worker = worker.map_err(|error| describe(&error))?;
        let mut handle = Self { worker, listeners: None };
        handle.listen(heard, broke);
        Ok(handle)
    }

    /// Has somebody else told from now on.
    pub(super) fn listen(
        &mut self,
        heard: impl FnMut(MessageEvent) + 'static,
        mut broke: impl FnMut(String) + 'static,
    ) {
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(heard);
        let broke = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // It is told to whoever started the worker; the console need not repeat it.
            event.prevent_default();
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            broke(if message.is_empty() { String::from("the browser gives no reason") } else { message });
        });
        self.worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        self.worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        self.worker.set_onmessageerror(Some(broke.as_ref().unchecked_ref()));
        self.listeners = Some((heard, broke));
    }

    /// Sends a message with a port, which is gone here.
    ///
    /// # Errors
    /// What the browser says, where it is gone already.
    pub(super) fn post_port(&self, message: &JsValue, port: &MessagePort) -> Result<(), String> {
        self.worker.post_message_with_transfer(message, &Array::of1(port)).map_err(|error| describe(&error))
    }

    /// Sends bytes, without a copy: they are gone here.
    ///
    /// # Errors
    /// What the browser says, where they are gone already.
    pub(super) fn post_bytes(&self, bytes: &Uint8Array) -> Result<(), String> {
        let moved = Array::of1(&bytes.buffer());
        self.worker.post_message_with_transfer(bytes, &moved).map_err(|error| describe(&error))
    }
}

impl Drop for WorkerHandle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}

/// An exception of the browser's, in its own words.
pub(super) fn describe(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.message().into(),
        None => error.as_string().unwrap_or_else(|| String::from("the browser gives no reason")),
    }
}
