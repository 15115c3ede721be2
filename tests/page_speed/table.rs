//! What was measured, as a table.

/// One line: what it is, and how long it took each time, in milliseconds. Without samples it was not measured.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    name: String,
    samples: Vec<f64>,
}

impl Row {
    pub(crate) fn new(name: impl Into<String>, mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        Self { name: name.into(), samples }
    }

    /// The least time that so many per cent of the samples do not exceed.
    fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.samples.len() * percent).div_ceil(100).max(1);
        self.samples.get(rank - 1).copied().unwrap_or_default()
    }
}

/// One for each of the listings, measured so many times, and before them one for all.
pub(crate) async fn of_listings(
    what: &str,
    listings: &[&str],
    times: usize,
    time: impl AsyncFn(&str) -> f64,
) -> Vec<Row> {
    let (mut all, mut rows) = (Vec::new(), Vec::new());
    for &listing in listings {
        let mut samples = Vec::new();
        for _ in 0..times {
            samples.push(time(listing).await);
        }
        all.extend(&samples);
        rows.push(Row::new(format!("{what}: {listing}"), samples));
    }
    rows.insert(0, Row::new(what, all));
    rows
}

/// Prints all of them.
pub(crate) fn print(rows: &[Row]) {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
    println!("\n{:width$} {:>10} {:>10} {:>10} {:>8}", "milliseconds", "median", "95 %", "longest", "samples");
    for row in rows {
        let samples = row.samples.len();
        match samples {
            0 => println!("{:width$} {:>10}", row.name, "not measured"),
            1 => println!("{:width$} {:>10} {:>10} {:>10.2} {samples:>8}", row.name, "", "", row.percentile(100)),
            _ => {
                let [median, most, longest] = [50, 95, 100].map(|percent| row.percentile(percent));
                println!("{:width$} {median:>10.2} {most:>10.2} {longest:>10.2} {samples:>8}", row.name);
            }
        }
    }
    println!();
}
