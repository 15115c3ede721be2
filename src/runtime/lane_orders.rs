//! What the interpreter worker and the page say to each other about lane workers. A port cannot be part of a message
//! in bytes, so these are arrays, which tells them from all others:
//!
//! - `[number, port]`, to the page: start a lane worker and hand it the port,
//! - `[number]`, to the page: terminate it,
//! - `[number, reason, again]`, from the page: it did not start, or broke; see [`Trouble`].

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessagePort;

use super::lane_workers::Trouble;

/// An order of the interpreter worker's.
pub(super) enum Order {
    Open(u32, MessagePort),
    Close(u32),
}

pub(super) fn open_order(number: u32, port: &MessagePort) -> Array {
    Array::of2(&number.into(), port)
}

pub(super) fn close_order(number: u32) -> Array {
    Array::of1(&number.into())
}

/// Reads an order; `None` for any other message.
pub(super) fn read_order(message: &JsValue) -> Option<Order> {
    let array: &Array = message.dyn_ref()?;
    let number = number(&array.get(0))?;
    Some(match array.get(1).dyn_into() {
        Ok(port) => Order::Open(number, port),
        Err(_) => Order::Close(number),
    })
}

pub(super) fn trouble(trouble: &Trouble) -> Array {
    Array::of3(&trouble.number.into(), &trouble.reason.as_str().into(), &trouble.again.into())
}

/// Reads what the page says of a lane worker: its number, the reason, whether to try again; `None` for any other
/// message.
pub(super) fn read_trouble(message: &JsValue) -> Option<(u32, String, bool)> {
    let array: &Array = message.dyn_ref()?;
    Some((number(&array.get(0))?, array.get(1).as_string()?, array.get(2).is_truthy()))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of workers are `u32`")]
fn number(value: &JsValue) -> Option<u32> {
    value.as_f64().map(|number| number as u32)
}
