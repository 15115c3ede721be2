//! The browser's driver: the kernel in an interpreter worker, one lane worker per Python thread or process.
//!
//! The page starts a `page::Run`; that starts the interpreter worker (`interpreter`), in which a `driver::Driver`
//! moves the kernel and orders the lane workers about (`lanes`). The page starts and ends those (`lane_workers`), when
//! the interpreter says so, and never stands between the two: they have a message port of their own.
//! All of these exist in the browser only; what can be tested natively stands apart from them.

pub mod clock;
pub mod lane_script;
pub mod protocol;

#[cfg(target_arch = "wasm32")]
pub mod driver;
#[cfg(target_arch = "wasm32")]
pub mod interpreter;
#[cfg(target_arch = "wasm32")]
pub mod lane_workers;
#[cfg(target_arch = "wasm32")]
pub mod lanes;
#[cfg(target_arch = "wasm32")]
pub mod page;
#[cfg(target_arch = "wasm32")]
mod ports;
#[cfg(target_arch = "wasm32")]
mod script;
#[cfg(target_arch = "wasm32")]
mod wake;
#[cfg(target_arch = "wasm32")]
mod worker;
