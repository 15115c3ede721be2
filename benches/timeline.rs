//! How long the layout of very many spans takes: what has to be made of a trace once, and what each frame of a zoom costs.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::hint::black_box;

    use criterion::Criterion;
    use tasklanes::program::Location;
    use tasklanes::time::Micros;
    use tasklanes::timeline::View;
    use tasklanes::timeline::layout::{Series, scene};
    use tasklanes::timeline::recording::Recording;
    use tasklanes::timeline::rows::Rows;
    use tasklanes::timeline::scene::Scene;
    use tasklanes::trace::{Lane, LaneId, LaneKind, Span, State, Trace};

    const SPANS: u32 = 1_000_000;
    const LANES: u32 = 16;
    const STATES: [State; 4] = [State::Running, State::Sleeping, State::Gil, State::Awaiting];

    /// Spans of 10 to 1,000 µs, one after the other on each of the lanes.
    fn trace() -> Trace {
        let mut trace = Trace::default();
        let lane = |n| Lane {
            parent: None,
            kind: LaneKind::Thread,
            name: format!("Thread-{n}"),
            detail: String::new(),
            start: Micros::ZERO,
            end: None,
        };
        trace.lanes.extend((0..LANES).map(lane));
        let mut now = [0_u64; LANES as usize];
        for n in 0..SPANS {
            let lane = n % LANES;
            let Some(start) = now.get_mut(lane as usize) else { continue };
            // Uneven, and the same each time.
            let length = 10 + u64::from(n.wrapping_mul(2_654_435_761) >> 20) % 990;
            let state = STATES[(n / LANES) as usize % STATES.len()];
            let (from, to) = (Micros(*start), Some(Micros(*start + length)));
            trace.spans.push(Span {
                lane: LaneId(lane),
                state,
                start: from,
                end: to,
                label: None,
                at: Location::default(),
            });
            *start += length;
        }
        trace
    }

    pub(crate) fn layout(criterion: &mut Criterion) {
        let trace = trace();
        let mut group = criterion.benchmark_group("timeline");
        group.sample_size(10);
        group.bench_function("index of 1,000,000 spans", |bencher| {
            bencher.iter_batched(
                || trace.clone(),
                |trace| black_box(Recording::new(trace)),
                criterion::BatchSize::LargeInput,
            );
        });
        let recording = Recording::new(trace);
        let rows = Rows::new(recording.trace(), None, &[]);
        let series = Series { number: 0, real: &recording, predicted: None, rows: &rows };
        let whole = recording.latest();
        for (name, part) in [("whole", 1), ("a tenth", 10), ("a hundredth", 100), ("a thousandth", 1_000)] {
            group.bench_function(format!("layout of 1,000,000 spans, {name}"), |bencher| {
                let range = (Micros(whole.0 / 2), Micros(whole.0 / 2 + whole.0 / part / 2));
                let view = View { width: 960.0, range, narrow: false, band: View::ALL };
                bencher.iter(|| scene(black_box(&[series]), black_box(&view), &Scene::default()));
            });
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let mut criterion = criterion::Criterion::default().configure_from_args();
    native::layout(&mut criterion);
    criterion.final_summary();
}

#[cfg(target_arch = "wasm32")]
fn main() {}
