//! Whatever the text, compiling and simulating it ends, in bounded time and memory, without a panic.
//!
//! The bytes of the first kind of input are the text; those of the second choose what happens to a program that works, which
//! is how most of what lies behind the parser is reached. `scripts/fuzz` runs it.
#![no_main]

mod mutate;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mutate::{Programs, run};

static PROGRAMS: LazyLock<Programs> =
    LazyLock::new(|| Programs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance").as_ref()));

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    if kind % 4 == 0 {
        run(&String::from_utf8_lossy(bytes));
    } else {
        let mut bytes = bytes.iter();
        // When the bytes are used up, everything chosen is the first.
        let mut next = || bytes.next().copied().map_or(0, usize::from);
        run(&PROGRAMS.mutated(|end| (next() << 8 | next()) % end));
    }
});
