//! Going on after everything else that waits for this worker has had its turn.

use alloc::rc::Rc;
use alloc::string::String;
use core::cell::Cell;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent};

use super::worker::describe;

/// Calls a function from the event loop, behind what is already queued there. Unlike a timer it has no least delay
/// (4 ms after a few in a row). Dropping it cancels the call.
#[must_use]
pub(super) struct Wake {
    channel: MessageChannel,
    asked: Rc<Cell<bool>>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Wake {
    /// Prepares the calls.
    ///
    /// # Errors
    /// What the browser says, where it has no message channels.
    pub(super) fn new(mut call: impl FnMut() + 'static) -> Result<Self, String> {
        let channel = MessageChannel::new().map_err(|error| describe(&error))?;
        let asked = Rc::new(Cell::new(false));
        let answered = Rc::clone(&asked);
        let heard = Closure::new(move |_| {
            answered.set(false);
            call();
        });
        channel.port1().set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Ok(Self { channel, asked, _heard: heard })
    }

    /// Asks for one call; asking again before it comes changes nothing.
    pub(super) fn call(&self) {
        if !self.asked.replace(true) {
            // Fails for what cannot be copied only, which `null` can.
            let _ = self.channel.port2().post_message(&JsValue::NULL);
        }
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        self.channel.port1().set_onmessage(None);
        self.channel.port1().close();
    }
}
