//! Writes pictures to look at: `TASKLANES_PICTURES=folder cargo test pictures -- --ignored`.

use std::path::PathBuf;

use super::fixtures;
use super::layout::{layout, layout_with_prediction};
use super::scene::{Scene, View};
use super::svg::{Palette, Style, svg};
use super::thumbnail::thumbnail;
use crate::time::Micros;
use crate::trace::Trace;

#[test]
#[ignore = "for a person's eyes"]
fn pictures() {
    let folder = PathBuf::from(std::env::var("TASKLANES_PICTURES").expect("a folder"));
    let traces = [
        ("loop", fixtures::sync_loop()),
        ("tasks", fixtures::create_task()),
        ("threads", fixtures::threadpool_map()),
        ("processes", fixtures::process_pool()),
        ("fine", fixtures::fine()),
        ("zoo", fixtures::zoo()),
        ("nothing", Trace::default()),
    ];
    let mut thumbnails = String::from("<body style='");
    thumbnails.push_str(&super::states::css_variables(false));
    thumbnails.push_str("'>");
    let write = |name: &str, scene: &Scene| {
        for (palette, suffix) in [(Palette::Light, "light"), (Palette::Dark, "dark"), (Palette::Auto, "auto")] {
            let style = Style { title: name, description: "A picture.", palette, ids: name };
            std::fs::write(folder.join(format!("{name}-{suffix}.svg")), svg(scene, &style)).unwrap();
        }
    };
    for (name, trace) in &traces {
        write(name, &layout(trace, &View::whole(trace, 960.0)));
        write(&format!("{name}-narrow"), &layout(trace, &View::whole(trace, 360.0)));
        let small = thumbnail(trace);
        thumbnails += &["<p>", &small, " ", name, " ", &small.len().to_string(), "</p>"].concat();
    }
    let predicted = fixtures::threadpool_map();
    for (name, trace) in [("ghosts", fixtures::in_progress()), ("ahead", Trace::default())] {
        for (suffix, width) in [("", 960.0), ("-narrow", 360.0)] {
            let view = View { width, range: (Micros::ZERO, Micros::from_secs(4)), narrow: width < View::NARROW };
            write(&format!("{name}{suffix}"), &layout_with_prediction(&trace, Some(&predicted), &view));
        }
    }
    std::fs::write(folder.join("thumbnails.html"), thumbnails).unwrap();
}
