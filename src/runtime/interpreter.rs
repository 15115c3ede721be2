//! The interpreter worker: hears one request of the page, and drives its run.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::cell::RefCell;
use std::panic::{self, PanicHookInfo};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::driver::Driver;
use super::protocol::{Message, Request, decode, encode};
use crate::program::Program;

/// Beside the interpreter worker's own script.
const LANE_URL: &str = concat!("lane.js?v=", env!("TASKLANES_BUILD"));

/// What lives as long as the worker does.
#[derive(Default)]
struct Interpreter {
    heard: Option<Closure<dyn FnMut(MessageEvent)>>,
    driver: Option<Driver>,
}

thread_local! {
    static INTERPRETER: RefCell<Interpreter> = RefCell::default();
}

/// Makes this worker the interpreter worker: it says that it is ready, and takes one [`Request`].
pub fn serve() {
    panic::set_hook(Box::new(|panic| give_up(&describe(panic))));
    let heard = Closure::new(|event: MessageEvent| {
        scope().set_onmessage(None);
        match run(&Uint8Array::new(&event.data()).to_vec()) {
            Ok(driver) => INTERPRETER.with_borrow_mut(|interpreter| interpreter.driver = Some(driver)),
            Err(reason) => post(&Message::Failed(reason)),
        }
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    INTERPRETER.with_borrow_mut(|interpreter| interpreter.heard = Some(heard));
    post(&Message::Ready);
}

/// Starts what the page asks for.
fn run(request: &[u8]) -> Result<Driver, String> {
    let request: Request =
        decode(request).map_err(|error| format!("The run could not start: {error}. Reload the page."))?;
    let program = Program::decode(&request.program)
        .map_err(|error| format!("The run could not start: {error}. Reload the page."))?;
    Driver::start(program, &request, LANE_URL, |message| post(&message))
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends a message to the page.
fn post(message: &Message) {
    match encode(message) {
        Ok(bytes) => {
            let bytes = Uint8Array::from(bytes.as_slice());
            // Fails for what cannot be copied or transferred only, which bytes can.
            let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
        }
        Err(error) => give_up(&error.to_string()),
    }
}

/// Tells the page of a failure without needing anything that may have failed.
fn give_up(reason: &str) {
    // Fails for what cannot be copied only, which a string can.
    let _ = scope().post_message(&JsValue::from_str(reason));
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let what = panic.payload_as_str().unwrap_or("no message");
    let (file, line) = panic.location().map_or(("an unknown place", 0), |place| (place.file(), place.line()));
    format!("a fault of the interpreter, not of the program: {what}; {file}, line {line}")
}
