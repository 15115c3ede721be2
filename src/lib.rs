//! tasklanes runs small Python concurrency programs and draws what every task, thread and process
//! does. `ARCHITECTURE.md` is the map; this is the order in which to read the modules.
//!
//! Everything but `runtime`, `app` and `compiler::worker` is pure: no clock, no browser, no I/O.

extern crate alloc;

/// A third of the size of the one that the standard library brings, and as quick.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub(crate) mod order;
pub mod time;

pub mod program;
pub mod python;

pub mod kernel;
pub mod machine;
pub mod trace;

pub mod simulate;

pub mod catalogue;
pub mod share;
pub mod timeline;

pub mod app;
pub mod compiler;
pub mod runtime;
