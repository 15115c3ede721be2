//! The interpreter worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    tasklanes::runtime::interpreter::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
