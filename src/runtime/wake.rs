//! Going on after everything else that waits for this worker has had its turn.

use alloc::rc::Rc;
use core::cell::Cell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{MessageEvent, MessagePort};

use super::ports::{self, MessageChannel};

/// Calls a function from the event loop, behind what is already queued there. Unlike a timer it has no least delay
/// (4 ms after a few in a row). Dropping it cancels the call.
#[must_use]
pub(super) struct Wake {
    asks: MessagePort,
    answers: MessagePort,
    asked: Rc<Cell<bool>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Wake {
    /// Prepares the calls.
    pub(super) fn new(mut call: impl FnMut() + 'static) -> Self {
        let channel = MessageChannel::new();
        let asked = Rc::new(Cell::new(false));
        let answered = Rc::clone(&asked);
        let heard = Closure::new(move |_| {
            answered.set(false);
            call();
        });
        let answers = channel.port1();
        ports::hear(&answers, heard.as_ref());
        Self { asks: channel.port2(), answers, asked, _heard: heard }
    }

    /// Asks for one call; asking again before it comes changes nothing.
    pub(super) fn call(&self) {
        if !self.asked.replace(true) {
            ports::post(&self.asks, &JsValue::NULL);
        }
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        ports::close(&self.answers);
    }
}
