//! What keeps people out of the page, as far as a program can find it: axe-core, in both colour schemes, on a desktop
//! and on a small phone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

use super::browser::{Browser, Look};
use super::engine::Need;
use super::page::Page;

/// Where `scripts/tools` puts it.
const SOURCE: &str = ".tools/npm/node_modules/axe-core/axe.min.js";

/// The screens, in CSS pixels.
const SCREENS: [(&str, (u32, u32)); 2] = [("desktop", (1280, 900)), ("phone", (360, 780))];

/// What axe-core found, of each rule.
#[derive(Debug, Deserialize)]
struct Found {
    violations: Vec<Rule>,
    /// What it cannot decide, such as the contrast of text over a pattern.
    incomplete: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
struct Rule {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    #[serde(default)]
    failure_summary: String,
}

impl Page<'_> {
    /// Nothing keeps people out of the page in the state in which it is. It is looked at, and a picture
    /// `state-NAME-{light,dark}-{desktop,phone}` taken, without leaving that state.
    ///
    /// # Panics
    /// With everything that was found.
    pub(crate) async fn check_access(&self, name: &str) {
        let (before, mut report, mut undecided) = (self.browser.look(), String::new(), BTreeMap::new());
        load(self.browser).await;
        let dark = self.browser.engine().lacks(Need::Schemes).is_none();
        let schemes: &[&str] = if dark { &["light", "dark"] } else { &["light"] };
        for (screen, size) in SCREENS {
            for scheme in schemes {
                self.browser.emulate(Look { size, scheme, ..before }).await;
                settle(self.browser).await;
                self.browser.screenshot(&format!("state-{name}-{scheme}-{screen}")).await;
                let found = look(self.browser).await;
                for rule in found.violations {
                    tell(&mut report, &format!("{name}, {scheme}, {screen}"), &rule);
                }
                for rule in found.incomplete {
                    *undecided.entry(rule.id).or_insert(0) += rule.nodes.len();
                }
            }
        }
        self.browser.emulate(before).await;
        for (rule, times) in undecided {
            println!("{name}: axe-core cannot decide {rule} ({times} times)");
        }
        assert!(report.is_empty(), "violations:{report}");
    }
}

/// Puts axe-core into the page, once.
async fn load(browser: &Browser) {
    if browser.script("return typeof axe", vec![]).await == "object" {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SOURCE);
    let source = std::fs::read_to_string(&path);
    let source = source.unwrap_or_else(|error| panic!("{}: {error}; scripts/tools installs it", path.display()));
    browser.script(&source, vec![]).await;
}

/// Waits until the page is drawn as it is to be shown: its sizes are told to it in a frame, and what follows is drawn in
/// the next ones. Colours that fade are waited for, too.
async fn settle(browser: &Browser) {
    let script = "const done = arguments[0];
        const frames = (left) => left > 0 ? requestAnimationFrame(() => frames(left - 1)) : faded();
        const faded = () => Promise.allSettled(document.getAnimations()
            .filter((animation) => animation instanceof CSSTransition).map((animation) => animation.finished)).then(() => done());
        frames(3)";
    browser.script_async(script, vec![]).await;
}

async fn look(browser: &Browser) -> Found {
    let script = "const done = arguments[0];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const rule = ({ id, help, nodes }) =>
            ({ id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary: failureSummary ?? '' })) });
        axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'] })
            .then(({ violations, incomplete }) => done({ violations: violations.map(rule), incomplete: incomplete.map(rule) }),
                (error) => done(String(error)))";
    let found = browser.script_async(script, vec![]).await;
    serde_json::from_value(found.clone()).unwrap_or_else(|_| panic!("axe-core does not run: {found}"))
}

fn tell(report: &mut String, place: &str, rule: &Rule) {
    write!(report, "\n{place}: {} ({})", rule.help, rule.id).unwrap();
    for node in &rule.nodes {
        write!(report, "\n    {}\n        {}", node.html, node.failure_summary.replace('\n', "\n        ")).unwrap();
    }
}
