//! How long a simulation of very many tasks takes: `cargo bench --bench tasks`; `scripts/bench` measures the same in a
//! browser.
//!
//! What a task costs must not depend on how many there are, and 100,000 must be simulated within a second.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::time::Duration;

    use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
    use tasklanes::kernel::Config;
    use tasklanes::program::Program;
    use tasklanes::python::{Options, compile_and_link};
    use tasklanes::simulate::simulate;
    use tasklanes::trace::Outcome;

    const PROGRAMS: [(&str, &str); 2] =
        [("gather", include_str!("programs/gather.py")), ("queue", include_str!("programs/queue.py"))];

    pub(crate) fn measure(criterion: &mut Criterion) {
        for (name, source) in PROGRAMS {
            let mut group = criterion.benchmark_group(name);
            group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
            for count in [1_000, 10_000, 100_000] {
                let program = compile(source, count);
                group.throughput(Throughput::Elements(count));
                group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
                    bencher.iter_batched(|| program.clone(), |program| run(program, count), BatchSize::LargeInput);
                });
            }
            group.finish();
        }
    }

    fn compile(source: &str, count: u64) -> Program {
        let source = source.replace("COUNT = 1", &format!("COUNT = {count}"));
        compile_and_link("many.py", &source, Options::default())
            .unwrap_or_else(|diagnostics| panic!("the program does not compile: {diagnostics:?}"))
    }

    fn run(program: Program, count: u64) {
        let trace = simulate(program, Config::default()).unwrap_or_else(|reason| panic!("{reason}"));
        assert_eq!(trace.stdout(), format!("{count}\n"));
        assert_eq!(trace.end.map(|end| end.outcome), Some(Outcome::Finished));
    }
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    {
        let mut criterion = criterion::Criterion::default().configure_from_args();
        native::measure(&mut criterion);
        criterion.final_summary();
    }
}
