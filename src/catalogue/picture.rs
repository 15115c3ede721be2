//! A listing's code as a picture: what stands in an embed's place until the page is there.

use crate::program::highlight::Line;

/// As the page in a frame has it: the width of a character, a line's height, where text begins, and the room around it.
const CELL: f64 = 7.83;
const LINE: f64 = 21.0;
const NUMBERS: f64 = 44.0;
const MARGIN: f64 = 12.0;

/// Draws coloured lines. As in a poster, `#dark` and `#light` behind the picture's address say how.
#[must_use]
pub(super) fn code(lines: &[Line], title: &str) -> String {
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let longest = lines.iter().map(|Line(parts)| parts.iter().map(|(_, text)| text.chars().count()).sum()).max();
    let width = (NUMBERS + 2.0 * MARGIN + CELL * count(longest.unwrap_or(0))).ceil();
    let height = 2.0 * MARGIN + LINE * count(lines.len());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\"><title>{}</title><style>text{{font:13px ui-monospace,'SF Mono','Cascadia Code',\
         'DejaVu Sans Mono',Menlo,monospace;white-space:pre}}{}@media (prefers-color-scheme:dark){{{}}}{}{}</style>\
         <g id=\"light\"><g id=\"dark\"><rect class=\"p\" width=\"100%\" height=\"100%\"/>",
        escaped(title),
        colours("", false),
        colours("", true),
        colours("#light:target ", false),
        colours("#dark:target ", true),
    );
    for (at, Line(parts)) in lines.iter().enumerate() {
        let y = MARGIN + LINE * (count(at) + 0.7);
        out += &format!("<text class=\"n\" x=\"32\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>", at + 1);
        out += &format!("<text xml:space=\"preserve\" x=\"{NUMBERS}\" y=\"{y:.1}\">");
        for (token, text) in parts {
            match token.class() {
                "" => out += &escaped(text),
                class => out += &format!("<tspan class=\"{class}\">{}</tspan>", escaped(text)),
            }
        }
        out += "</text>";
    }
    out + "</g></g></svg>\n"
}

/// The rules of the classes. The colours are those of `static/style.css`.
fn colours(below: &str, dark: bool) -> String {
    let rules = [
        (".p", "#ffffff", "#191d25"),
        ("text", "#1d2430", "#e8eaee"),
        (".n,.c", "#677282", "#8f98a6"),
        (".k", "#7628e0", "#c4a1ff"),
        (".f,.b", "#2456c7", "#8db4ff"),
        (".s", "#08694e", "#7fdcb8"),
        (".d", "#8f4600", "#f3b66e"),
    ];
    let rule = |(classes, on_light, on_dark): (&str, &str, &str)| {
        let classes: Vec<String> = classes.split(',').map(|class| format!("{below}{class}")).collect();
        format!("{}{{fill:{}}}", classes.join(","), if dark { on_dark } else { on_light })
    };
    rules.into_iter().map(rule).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{code, colours};
    use crate::python::highlight;

    #[test]
    fn code_is_drawn_as_it_is_written() {
        let source = "def work(n):\n    return n < 2 and \"<&>\"  # why\n";
        let drawn = code(&highlight(source), "a.py");
        let plain: String = drawn.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        assert!(
            plain.contains("def work(n):") && plain.contains("    return n &lt; 2 and \"&lt;&amp;&gt;\"  # why"),
            "{plain}"
        );
        assert!(drawn.contains("<title>a.py</title>") && drawn.matches("<text").count() == 4);
        assert!(drawn.contains("#dark:target .k{fill:#c4a1ff}"));
    }

    #[test]
    fn colours_are_those_of_the_page() {
        let style = include_str!("../../static/style.css");
        for (light, dark) in colours("", false).split("fill:").zip(colours("", true).split("fill:")).skip(1) {
            let pair = format!("light-dark({}, {})", &light[..7], &dark[..7]);
            assert!(style.contains(&pair), "{pair}");
        }
    }
}
