//! The quick form of the fuzz target: some seconds of the conformance tests' programs with mistakes in them. None may make
//! the compiler or the simulation panic or hang, and each behaves the same twice.
//!
//! `MUTATIONS_SEED` repeats a run, `MUTATIONS_SECONDS` makes it longer.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "this is a test, its helpers included")]

#[expect(clippy::expect_used, unreachable_pub, reason = "the fuzz target's own")]
#[path = "../fuzz/fuzz_targets/mutate.rs"]
mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mutate::{Programs, run};

#[test]
fn no_program_makes_the_compiler_or_the_simulation_panic() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = number("MUTATIONS_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    let longest = Duration::from_secs(number("MUTATIONS_SECONDS").unwrap_or(4));
    let programs = Programs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance").as_ref());
    let begin = Instant::now();
    let (mut count, mut ran) = (0, 0);
    while begin.elapsed() < longest {
        let mut state = seed + count;
        let program = programs.mutated(|end| below(&mut state, end));
        let started = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| (run(&program), run(&program))));
        let say = || format!("MUTATIONS_SEED={}:\n{program}", seed + count);
        let Ok((first, again)) = result else { panic!("panics; {}", say()) };
        assert_eq!(first, again, "two runs of one program differ; {}", say());
        assert!(started.elapsed() < Duration::from_secs(10), "takes {:?}; {}", started.elapsed(), say());
        ran += u64::from(first.is_some());
        count += 1;
    }
    println!("{count} programs, of which {ran} could be run, from MUTATIONS_SEED={seed}");
    // A mutation that leaves nothing of the programs shows nothing.
    assert!(ran * 20 > count, "only {ran} of {count} programs could be run");
}

/// `SplitMix64`.
fn below(state: &mut u64, end: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
}
