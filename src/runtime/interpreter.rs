//! The interpreter worker: hears one request of the page, and drives its run.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::cell::RefCell;
use std::panic::{self, PanicHookInfo};
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

use super::driver::Driver;
use super::lane_orders::{close_order, open_order, read_trouble};
use super::lanes::Host;
use super::protocol::{Message, Request, decode, encode};
use crate::program::Program;

/// What lives as long as the worker does.
#[derive(Default)]
struct Interpreter {
    heard: Option<Closure<dyn FnMut(MessageEvent)>>,
    driver: Option<Rc<Driver>>,
}

thread_local! {
    static INTERPRETER: RefCell<Interpreter> = RefCell::default();
}

/// Makes this worker the interpreter worker: it says that it is ready, takes one [`Request`], then what the page
/// says of lane workers.
pub fn serve() {
    panic::set_hook(Box::new(|panic| give_up(&describe(panic))));
    let heard = Closure::new(|event: MessageEvent| {
        if let Some((number, reason, again)) = read_trouble(&event.data()) {
            let driver = INTERPRETER.with_borrow(|interpreter| interpreter.driver.clone());
            if let Some(driver) = driver {
                driver.trouble(number, &reason, again);
            }
            return;
        }
        match run(&Uint8Array::new(&event.data()).to_vec()) {
            Ok(driver) => INTERPRETER.with_borrow_mut(|interpreter| interpreter.driver = Some(Rc::new(driver))),
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
    Driver::start(program, &request, Rc::new(Page), |message| post(&message))
}

/// The page starts and ends lane workers.
struct Page;

impl Host for Page {
    fn open(&self, number: u32, port: &MessagePort) {
        // Fails for a port that is gone already only, and this one is new.
        let _ = scope().post_message_with_transfer(&open_order(number, port), &Array::of1(port));
    }

    fn close(&self, number: u32) {
        // Fails for what cannot be copied only, which a number can.
        let _ = scope().post_message(&close_order(number));
    }
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
