use super::{Palette, Style, fluid, svg};
use crate::timeline::fixtures;
use crate::timeline::layout::layout;
use crate::timeline::scene::View;
use crate::trace::Trace;

fn draw(trace: &Trace, style: &Style<'_>) -> String {
    svg(&layout(trace, &View::whole(trace, 960.0)), style)
}

#[test]
fn names_are_escaped() {
    let drawn = draw(&fixtures::zoo(), &Style { title: "a < b & \"c\"", ..Style::default() });
    assert!(drawn.contains("<title>a &lt; b &amp; &quot;c&quot;</title>"));
    assert!(drawn.contains("&lt;Process &quot;1&quot;&gt; &amp; &#39;co&#39;"));
    assert!(drawn.contains("שלום עולם") && drawn.contains("worker 🙂 名前"));
}

#[test]
fn a_name_that_is_shortened_can_be_read_in_full() {
    assert!(draw(&fixtures::zoo(), &Style::default()).contains(&"long name ".repeat(50)));
}

#[test]
fn colours_follow_the_reader_unless_they_are_fixed() {
    let colours = |palette| draw(&fixtures::sync_loop(), &Style { palette, ..Style::default() });
    let (auto, light, dark) = (colours(Palette::Auto), colours(Palette::Light), colours(Palette::Dark));
    assert!(auto.contains("prefers-color-scheme:dark") && auto.contains("#ffffff") && auto.contains("#191d25"));
    for (id, card) in [("light", "#ffffff"), ("dark", "#191d25")] {
        assert!(
            auto.contains(&["#", id, ":target .card{fill:", card].concat()) && auto.contains(&["id=\"", id].concat())
        );
    }
    assert!(!light.contains("@media") && light.contains("#ffffff") && !light.contains("#191d25"));
    assert!(!dark.contains("@media") && dark.contains("#191d25"));
}

#[test]
fn a_caption_says_what_happens_and_what_textures_mean() {
    let caption = "Predicted: 10 s of waiting done in 4.0 s on 4 threads, at most 4 at once, and so on and on and on.";
    for (width, lines, words) in [(960.0, 1, "sleeping, thread blocked"), (300.0, 3, "sleeping")] {
        let scene = layout(&fixtures::threadpool_map(), &View::whole(&fixtures::threadpool_map(), width));
        let bare = svg(&scene, &Style::default());
        let drawn = svg(&scene, &Style { caption, ..Style::default() });
        assert_eq!(drawn.matches("class=\"caption\"").count(), lines, "{drawn}");
        assert!(drawn.contains(&["\">", words, "</text>"].concat()), "{drawn}");
        let height =
            |text: &str| text.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap();
        assert!((height(&drawn) - height(&bare) - 97.0).abs() < 0.1);
    }
}

/// What a rectangle's style says, of those of a class in a scene: where it begins and how wide it is, in ten-thousandths of the axis.
fn places(drawn: &str, scene: &str, class: &str) -> Vec<(f64, f64)> {
    let part = drawn.split("<g class=\"").find(|part| part.starts_with(scene)).unwrap();
    let part = &drawn[part.as_ptr() as usize - drawn.as_ptr() as usize..];
    let part = part.split("<foreignObject").next().unwrap();
    let elements = part.split('<').filter(|element| element.starts_with(&["rect class=\"", class, "\""].concat()));
    let value = |element: &str, name: &str| {
        let rest = element.split(name).nth(1).unwrap();
        rest[..rest.find([';', '"']).unwrap()].parse::<f64>().unwrap()
    };
    elements.map(|element| (value(element, "--x:"), value(element, "--n:"))).collect()
}

#[test]
fn a_fluid_chart_has_two_scenes_on_one_stretched_axis() {
    let trace = fixtures::threadpool_map();
    let [wide, narrow] = [720.0, 360.0].map(|width| layout(&trace, &View::whole(&trace, width)));
    let drawn = fluid(&wide, &narrow, &Style { caption: "Predicted: a < b.", ..Style::default() });
    assert!(drawn.contains("width=\"100%\" height=\"100%\"") && !drawn.contains("viewBox"));
    assert_eq!(drawn.matches("<p xmlns=\"http://www.w3.org/1999/xhtml\">Predicted: a &lt; b.</p>").count(), 2);
    assert!(drawn.contains(".wide{--g:192px;--u:calc((100vw - 232px)/1e4)}"), "{drawn}");
    assert!(drawn.contains(".narrow{--g:14px;--u:calc((100vw - 28px)/1e4)}"), "{drawn}");
    // The pool's threads sleep for 1, 2, 3 and 4 of 4 seconds; what stands in the legend is not stretched.
    let sleeps = [(0.0, 2500.0), (0.0, 5000.0), (0.0, 7500.0), (0.0, 10_000.0)];
    for scene in ["wide", "narrow"] {
        let found = places(&drawn, scene, "sleep");
        assert!(
            found.len() == 4
                && found
                    .iter()
                    .zip(sleeps)
                    .all(|(found, sleep)| { (found.0 - sleep.0).abs() < 0.2 && (found.1 - sleep.1).abs() < 0.2 }),
            "{scene}: {found:?}"
        );
    }
}

#[test]
fn two_drawings_in_a_page_can_keep_their_patterns_apart() {
    let drawn = draw(&fixtures::sync_loop(), &Style { ids: "a\"b/1", ..Style::default() });
    assert!(drawn.contains("id=\"tlab1-sleep\"") && drawn.contains("url(#tlab1-sleep)"));
}

#[test]
fn the_total_is_written_over_the_end_and_over_no_number() {
    let drawn = draw(&fixtures::sync_loop(), &Style::default());
    assert!(drawn.contains(">10.000 s</text>") && !drawn.contains(">10</text>"));
    assert!(drawn.contains(">8</text>"));
}
