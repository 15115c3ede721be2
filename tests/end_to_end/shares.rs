//! The share dialog: what it offers, and what becomes of that.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::Value;

use super::access::tab_to;
use super::browser::Look;
use super::page::Page;
use super::server::Overrides;
use super::stage::Stage;

/// Opens a page with this behind the `#`, and the dialog on it.
async fn opened<'a>(stage: &'a Stage, hash: &str) -> Page<'a> {
    let page = stage.page_at(hash, Overrides::default(), Look::default()).await;
    page.wait_for("!document.querySelector('#run').disabled").await;
    page.browser.click("[data-opens=share]").await;
    page.wait_for("document.querySelector('#share-dialog')?.open").await;
    page
}

/// Chooses a form; answers its texts.
async fn form(page: Page<'_>, name: &str) -> Vec<String> {
    page.browser.click(&format!("#share-dialog label:has(> input[value=\"{name}\"])")).await;
    let script = "return [...document.querySelectorAll('#share-dialog textarea')].map(({ value }) => value)";
    serde_json::from_value(page.browser.script(script, vec![]).await).unwrap()
}

/// Waits for a picture, and until it can be drawn. When it has come, nothing in the document changes.
async fn picture(page: Page<'_>, image: &str) {
    page.wait_for(image).await;
    let script =
        format!("const done = arguments[0]; {image}.decode().then(() => done('drawn'), (error) => done(`${{error}}`))");
    assert_eq!(page.browser.script_async(&script, vec![]).await, "drawn", "{image}");
}

/// Chooses of a list, as its change is heard.
async fn select(page: Page<'_>, label: &str, value: &str) {
    let script = "const [label, value] = arguments;
        const select = [...document.querySelectorAll('#share-dialog label')].find((it) => it.textContent.startsWith(label)).querySelector('select');
        select.value = value;
        select.dispatchEvent(new Event('change'))";
    page.browser.script(script, vec![Value::from(label), Value::from(value)]).await;
}

pub(crate) async fn every_form_has_what_is_shown(stage: &Stage) {
    let page = opened(stage, "#async-wait.four?speed=4&rows=tasks&theme=dark&at=2.5").await;
    let site = format!("http://{}/", stage.server.host());
    let link = format!("{site}#async-wait.four?speed=4&rows=tasks&theme=dark&at=2.5");
    let poster = format!("{site}posters/async-wait.four.svg#dark");
    let title = page.text("return document.querySelector('h1').textContent").await;
    let fallback =
        format!("<a href=\"{}\"><img src=\"{poster}\" alt=\"Predicted: {title}\"></a>", link.replace('&', "&amp;"));
    let script = format!("<script src=\"{site}embed.js\"></script>");
    let attributes = "listing=\"async-wait\" variant=\"four\" speed=\"4\" rows=\"tasks\" theme=\"dark\"";
    let element = format!("<task-lanes {attributes}>\n  {fallback}\n</task-lanes>");
    let live = "document.querySelector('#share-dialog .preview task-lanes')?.shadowRoot.querySelector('img')";

    assert_eq!(form(page, "Link").await, [link.as_str()]);
    page.wait_for(&format!("document.querySelector('#share-dialog .preview a')?.href === '{link}'")).await;
    assert_eq!(form(page, "HTML").await, [format!("{script}\n{element}")]);
    picture(page, live).await;
    assert_eq!(form(page, "Markdown").await, [format!("[![Predicted: {title}]({poster})]({link})")]);
    picture(page, "document.querySelector('#share-dialog .preview a > img')").await;
    assert_eq!(form(page, "Jekyll").await, [format!("<div markdown=\"0\">\n{script}\n{element}\n</div>")]);
    picture(page, live).await;
    let hugo = form(page, "Hugo").await;
    assert!(
        matches!(&hugo[..], [code, call] if code.starts_with(&script) && *call == format!("{{{{< task-lanes {attributes} >}}}}")),
        "{hugo:?}"
    );
    picture(page, live).await;
    assert_eq!(form(page, "MkDocs").await, [format!("<div>\n{script}\n{element}\n</div>")]);
    picture(page, live).await;
    let jupyter = form(page, "Jupyter").await.concat();
    let address = format!("{site}?embed#async-wait.four?speed=4&rows=tasks&theme=dark&at=2.5");
    assert!(jupyter.contains(&format!("IFrame(\"{address}\", width=\"100%\", height=")), "{jupyter}");
    page.wait_for(&format!("document.querySelector('#share-dialog .preview iframe')?.src === '{address}'")).await;

    // What the reader changes is in the text, and in the preview.
    form(page, "HTML").await;
    select(page, "Theme", "light").await;
    select(page, "Speed", "1").await;
    page.browser.click("#share-dialog label:has(> input[type=checkbox]):not([hidden])").await;
    let changed = form(page, "HTML").await.concat();
    assert!(changed.contains("rows=\"tasks\" theme=\"light\" code=\"shown\">"), "{changed}");
    page.wait_for("document.querySelector('#share-dialog task-lanes').getAttribute('code') === 'shown'").await;
}

pub(crate) async fn a_link_that_was_shared_shows_the_same(stage: &Stage) {
    let page = opened(stage, "#thread-event?speed=4&rows=tasks").await;
    let link = form(page, "Link").await.concat();
    page.browser.click("#share-dialog .part button").await;
    page.wait_for("document.querySelector('#share-dialog .part button').textContent === 'Copied'").await;

    // The dialog goes, and the focus is where it was.
    page.browser.press(Key::Escape).await;
    page.wait_for("!document.querySelector('#share-dialog') && document.activeElement.dataset.opens === 'share'").await;

    let hash = link.split_once('#').unwrap().1;
    let page = stage.page_at(&format!("#{hash}"), Overrides::default(), Look::default()).await;
    page.wait_for("document.querySelector('input[name=speed][value=\"40\"]')?.checked").await;
    page.wait_for("document.querySelector('input[name=grouping][value=task]')?.checked").await;
    page.wait_for("document.querySelector('[data-listing=\"thread-event\"][aria-current]')").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(10)).await;
}

pub(crate) async fn a_race_is_shared_with_the_keyboard(stage: &Stage) {
    let page = stage.page_at("#sync-loop+threadpool-map", Overrides::default(), Look::default()).await;
    page.wait_for("!document.querySelector('#run').disabled").await;
    tab_to(page, "[data-opens=share]").await;
    page.browser.press(Key::Enter).await;
    page.wait_for("document.querySelector('#share-dialog')?.open").await;
    let text = form(page, "HTML").await.concat();
    assert!(text.contains("<task-lanes race=\"sync-loop threadpool-map\">"), "{text}");
    tab_to(page, "#share-dialog .part button").await;
    page.browser.press(Key::Enter).await;
    page.wait_for("document.querySelector('#share-dialog [role=status]').textContent === 'Copied.'").await;
}

/// `import time` and `time.sleep(1)  # <&"{{%`.
const OWN: &str = "~0aW1wb3J0IHRpbWUKCnRpbWUuc2xlZXAoMSkgICMgPCYie3slCg";

pub(crate) async fn an_own_program_is_shared_without_a_picture(stage: &Stage) {
    let page = opened(stage, &format!("#{OWN}?speed=4")).await;
    let site = format!("http://{}/", stage.server.host());
    let link = format!("{site}#{OWN}?speed=4");
    let title = page.text("return document.querySelector('h1').textContent").await;
    assert_eq!(form(page, "Link").await, [link.as_str()]);
    let element = format!(
        "<task-lanes listing=\"{OWN}\" title=\"{title}\" speed=\"4\">\n  <pre>\nimport time\n\ntime.sleep(1)  # &lt;&amp;&quot;&#123;&#123;%\n</pre>\n  \
         <a href=\"{link}\">{title}</a>\n</task-lanes>"
    );
    assert_eq!(form(page, "HTML").await, [format!("<script src=\"{site}embed.js\"></script>\n{element}")]);
    let code =
        "document.querySelector('#share-dialog .preview task-lanes')?.shadowRoot.querySelector('pre').textContent";
    page.wait_for(&format!("{code} === 'import time\\n\\ntime.sleep(1)  # <&\"{{{{%'")).await;
    assert_eq!(form(page, "Markdown").await, [format!("[{title}]({link})")]);
    page.wait_for(&format!("document.querySelector('#share-dialog .preview a')?.textContent === '{title}'")).await;
    assert!(form(page, "Jekyll").await.concat().contains(&element));
    assert!(form(page, "MkDocs").await.concat().contains(&element));
    let hugo = form(page, "Hugo").await.concat();
    assert!(
        hugo.ends_with(&format!("{{{{< task-lanes listing=\"{OWN}\" title=\"{title}\" speed=\"4\" >}}}}")),
        "{hugo}"
    );
    let jupyter = form(page, "Jupyter").await.concat();
    assert!(
        jupyter.contains(&format!("IFrame(\"{site}?embed#{OWN}?speed=4\", width=\"100%\", height=420)")),
        "{jupyter}"
    );
    page.check_access("share-own").await;
    // The element that is copied runs.
    form(page, "HTML").await;
    let told = "const done = arguments[0], it = document.querySelector('#share-dialog task-lanes');
        it.addEventListener('finished', ({ detail }) => done(detail.outcome)); it.addEventListener('error', ({ detail }) => done(detail.message)); it.run()";
    assert_eq!(page.browser.script_async(told, vec![]).await, "finished");
}

pub(crate) async fn no_form_has_a_violation(stage: &Stage) {
    let page = opened(stage, "#process-pool").await;
    page.wait_for("document.querySelector('#share-dialog .preview a')").await;
    page.check_access("share-link").await;
    form(page, "Hugo").await;
    page.check_access("share-hugo").await;
    form(page, "Markdown").await;
    page.check_access("share-markdown").await;
}

/// The page in a frame, as its host's readers meet it.
pub(crate) async fn no_embed_has_a_violation(stage: &Stage) {
    for hash in [
        "?embed#threadpool-map?speed=20",
        "?embed#process-pool?code=shown&speed=20",
        "?embed#sync-loop+threadpool-map?speed=20",
    ] {
        let page = stage.page_at(hash, Overrides::default(), Look::default()).await;
        page.wait_for("document.querySelector('#run')?.disabled === false").await;
        let name = if hash.contains("code") {
            "code"
        } else if hash.contains('+') {
            "race"
        } else {
            "one"
        };
        page.check_access(&format!("embed-{name}")).await;
        page.run().await;
        page.wait_for_run("finished", Duration::from_secs(10)).await;
        page.check_access(&format!("embed-{name}-finished")).await;
    }
}
