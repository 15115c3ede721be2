//! In somebody else's page: another origin, under a policy of its own.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::browser::Look;
use super::listings::check_no_worker;
use super::page::Page;
use super::server::{Overrides, Server};
use super::stage::{Stage, dist};

/// What a host may allow at the least; `docs/embed.md` states it, with the site's address.
fn policy() -> String {
    let docs = include_str!("../../docs/embed.md");
    let line = docs.lines().map(str::trim).find(|line| line.starts_with("script-src https://"));
    line.expect("docs/embed.md states the policy in a line of its own").to_owned()
}

/// The scroll bar is there from the beginning: when it comes, what is centred moves.
const STYLE: &str = "html { overflow-y: scroll } body { margin: 0; font: 17px/1.6 serif; background: #fff; color: #222 } article { max-width: 720px; margin: 0 auto } \
     .dark { background: #111; color: #eee }";

/// Opens a page on another port with these elements in it, which keeps what they tell. The site is `https://lanes.example` in them.
async fn host<'a>(stage: &'a Stage, elements: &str, look: Look) -> (Server, Page<'a>) {
    stage.server.serve(Overrides::default());
    let site = format!("http://{}", stage.server.host());
    let server = Server::start(dist().unwrap(), "").await.unwrap();
    let elements = elements.replace("https://lanes.example", &site);
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A post</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">\
         <link rel=\"stylesheet\" href=\"host.css\"><script src=\"host.js\"></script><script src=\"{site}/embed.js\"></script></head>\
         <body><article><h1>A post</h1><p>Before.</p>{elements}<p id=\"after\">After.</p></article></body></html>"
    );
    let script = "self.told = []; self.heard = []; self.shifted = [];
        addEventListener('message', ({ data }) => data.event === 'resized' && heard.push(data.height));
        for (const type of ['ready', 'started', 'finished', 'resized', 'error'])
            addEventListener(type, ({ target, detail }) => target.localName === 'task-lanes' && told.push({ id: target.id, type, ...detail }), true);
        if (self.LayoutShift) new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) =>
                shifted.push([value, ...sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName} ${node?.id} ${JSON.stringify([previousRect, currentRect])}`)].join())))
            .observe({ type: 'layout-shift', buffered: true });";
    let policy = policy().replace("https://lanes.example", &site) + "; default-src 'none'; style-src 'self'";
    let policy = policy.replace("img-src ", "img-src data: ").replace("script-src ", "script-src 'self' ");
    let files = [("host.html", page), ("host.css", STYLE.to_owned()), ("host.js", script.to_owned())];
    server.serve(Overrides {
        headers: vec![("Content-Security-Policy", policy.leak())],
        files: files
            .into_iter()
            .map(|(name, text)| (name.to_owned(), Some(text.into_bytes())))
            .collect::<HashMap<_, _>>(),
        ..Overrides::default()
    });
    stage.welcome(&server.host());
    stage.browser.open(&format!("http://{}/host.html", server.host()), look).await;
    let page = Page { browser: &stage.browser };
    page.wait_for("document.readyState === 'complete'").await;
    (server, page)
}

/// What the elements have told so far.
async fn told(page: Page<'_>) -> Vec<Value> {
    serde_json::from_value(page.browser.script("return told", vec![]).await).unwrap()
}

async fn wait_told(page: Page<'_>, id: &str, kind: &str) -> Value {
    let told = format!("told.find(({{ id, type }}) => id === '{id}' && type === '{kind}')");
    // Nothing in the page changes when something is told.
    let script = format!(
        "const done = arguments[0], start = performance.now();
         const look = () => {{ const it = {told}; it || performance.now() - start > 20000 ? done(it ?? told) : setTimeout(look, 20) }};
         look()"
    );
    let answer = page.browser.script_async(&script, vec![]).await;
    assert_eq!(answer["type"], kind, "{id} never told '{kind}', but: {answer}");
    answer
}

async fn height(page: Page<'_>, id: &str) -> f64 {
    let script = format!("return document.getElementById('{id}').getBoundingClientRect().height");
    page.browser.script(&script, vec![]).await.as_f64().unwrap()
}

/// Presses the poster's button, as a reader does.
async fn press_run(page: Page<'_>, id: &str) {
    let script = format!(
        "const button = document.getElementById('{id}').shadowRoot.querySelector('button'); button.scrollIntoView({{ block: 'center' }});
         const {{ left, top, width, height }} = button.getBoundingClientRect();
         return [left + width / 2, top + height / 2]"
    );
    let place = page.browser.script(&script, vec![]).await;
    super::explore::press(page, (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())).await;
}

/// What stands between the tags is for where the script does not run: here its picture would be missing.
const THREE: &str = "<task-lanes id=\"one\" listing=\"executor-gather\" speed=\"20\"><img src=\"https://lanes.example/missing.svg\" loading=\"lazy\" alt=\"Four threads\"></task-lanes><p>Between.</p>\
     <task-lanes id=\"two\" listing=\"thread-event\" variant=\"called\" code=\"shown\" speed=\"20\"></task-lanes><p>Between.</p>\
     <task-lanes id=\"three\" race=\"async-wait.four+threadpool-map\" speed=\"20\" title=\"Loop &amp; pool\"></task-lanes>";

pub(crate) async fn three_go_from_poster_to_live_without_a_shift(stage: &Stage) {
    for width in [1000, 400] {
        let (server, page) = host(stage, THREE, Look { size: (width, 900), ..Look::default() }).await;
        let mut before = Vec::new();
        for id in ["one", "two", "three"] {
            before.push(height(page, id).await);
        }
        let asked = stage.server.asked();
        assert!(
            asked.iter().all(|path| path == "/embed.js" || path.starts_with("/posters/")),
            "before anyone asks: {asked:?}"
        );
        let boxes =
            page.browser.script("return document.querySelector('#one img').getClientRects().length", vec![]).await;
        assert_eq!(boxes, 0, "what stands between the tags is seen");
        page.browser.screenshot(&format!("embed-posters-{width}")).await;
        for (id, before) in ["one", "two", "three"].into_iter().zip(before) {
            press_run(page, id).await;
            let finished = wait_told(page, id, "finished").await;
            assert_eq!(finished["outcome"], "finished");
            assert!((height(page, id).await - before).abs() < 0.01, "{id}: {before} became {}", height(page, id).await);
            page.browser.screenshot(&format!("embed-{id}-{width}")).await;
        }
        let all = told(page).await;
        let of = |id: &str, kind: &str| all.iter().find(|it| it["id"] == id && it["type"] == kind).unwrap().clone();
        for id in ["one", "two", "three"] {
            of(id, "started");
            // What is in the frame is as high as the frame.
            let height = height(page, id).await;
            let last = all.iter().rfind(|it| it["id"] == id && it["type"] == "resized").unwrap();
            assert!((last["height"].as_f64().unwrap() - height).abs() < 1.01, "{id}: {last} in {height}");
        }
        let one = of("one", "finished");
        assert_eq!(one["simulated"], 4.0);
        assert!(one["measured"].as_f64().unwrap() >= 4.0, "{one}");
        assert_eq!(of("two", "ready")["name"], "thread-event.called");
        assert_eq!(
            (of("three", "ready")["title"].clone(), of("three", "finished")["runs"].as_array().unwrap().len()),
            (json!("Loop & pool"), 2)
        );
        assert_eq!(page.text("return shifted.join()").await, "", "something moved");
        assert_eq!(page.browser.script("return told.filter(({ type }) => type === 'error').length", vec![]).await, 0);
        // Where the element goes, its workers go.
        page.browser
            .script("told.length = 0; one.scrollIntoView(); one.setAttribute('speed', '1'); one.run()", vec![])
            .await;
        wait_told(page, "one", "started").await;
        assert!(page.browser.workers() > 0);
        page.browser
            .script("document.querySelectorAll('task-lanes').forEach((element) => element.remove())", vec![])
            .await;
        assert_eq!(page.browser.workers_settled(0).await, 0);
        drop(server);
    }
}

/// What the page has at the same places: a picture's inside is not seen by the page that it is in, a frame's of the same size is.
const POSTER: &str = "const done = arguments[0];
    const images = [...document.querySelector('task-lanes').shadowRoot.querySelectorAll('i ~ i img')];
    Promise.all(images.map((image) => new Promise((resolve) => {
        const { left, top, width, height } = image.getBoundingClientRect();
        const frame = document.createElement('iframe');
        frame.style = `position: fixed; top: 0; left: 0; border: 0; width: ${width}px; height: ${height}px`;
        frame.onload = () => {
            const shown = height < 2000 ? '.wide' : '.narrow';
            const bars = [...frame.contentDocument.querySelectorAll(`${shown} rect[style*=n]:not(.life)`)];
            const boxes = bars.map((bar) => bar.getBoundingClientRect());
            frame.remove();
            resolve(boxes.map((box) => [left + box.left, left + box.right, top + box.top + box.height / 2]));
        };
        frame.src = image.src;
        document.body.append(frame);
    }))).then((all) => done(all.flat()));";

/// Puts the page in the poster's place before it has run, which shows what is predicted, and answers where that is.
const LIVE: &str = "const done = arguments[0];
    const { x, y, width, height } = document.querySelector('task-lanes').getBoundingClientRect();
    const frame = document.createElement('iframe');
    frame.style = `position: absolute; left: ${x}px; top: ${y}px; border: 0; width: ${width}px; height: ${height}px`;
    frame.src = `.?embed#${document.querySelector('task-lanes').id}`;
    document.body.append(frame);
    frame.onload = () => {
        const look = () => {
            const bars = [...frame.contentDocument.querySelectorAll('[data-ghost]')];
            if (!bars.length) return;
            seen.disconnect();
            done(bars.map((bar) => bar.getBoundingClientRect()).map((box) => [x + box.left, x + box.right, y + box.top + box.height / 2]));
        };
        const seen = new MutationObserver(look);
        seen.observe(frame.contentDocument, { childList: true, subtree: true });
        look();
    };";

pub(crate) async fn bars_stay_where_the_poster_has_them(stage: &Stage) {
    for (names, least) in [("process-pool", 8), ("async-create-task.blocking+sync-loop+async-one", 12)] {
        for width in [400, 640, 1100] {
            let page = format!(
                "<!doctype html><html lang=\"en\"><title>A post</title><link rel=\"icon\" href=\"data:,\">\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><script src=\"embed.js\"></script>\
                 <body style=\"margin: 0; overflow-y: scroll\"><task-lanes id=\"{names}\" race=\"{names}\"></task-lanes>"
            );
            stage.server.serve(Overrides {
                files: HashMap::from([("post.html".to_owned(), Some(page.into_bytes()))]),
                ..Overrides::default()
            });
            let look = Look { size: (width, 900), ..Look::default() };
            stage.browser.open(&format!("{}post.html", stage.server.address()), look).await;
            let boxes = |value: Value| serde_json::from_value::<Vec<[f64; 3]>>(value).unwrap();
            let poster = boxes(stage.browser.script_async(POSTER, vec![]).await);
            let live = boxes(stage.browser.script_async(LIVE, vec![]).await);
            assert!(live.len() >= least, "{names} at {width}: {live:?}");
            for bar in live {
                // What is very short is drawn wide enough to be seen, in the poster as in a chart of 720 pixels.
                let near = |other: &[f64; 3]| bar.iter().zip(other).all(|(one, other)| (one - other).abs() < 3.1);
                assert!(poster.iter().any(near), "{names} at {width}: {bar:?} is in none of {poster:?}");
            }
        }
    }
}

pub(crate) async fn a_host_moves_it_from_outside(stage: &Stage) {
    let (_server, page) =
        host(stage, "<task-lanes id=\"it\" listing=\"sync-loop\" speed=\"10\"></task-lanes>", Look::default()).await;
    let run = |script: &'static str| page.browser.script(script, vec![]);
    // What is asked for before it is there is done when it is.
    run("it.seek(4.5)").await;
    wait_told(page, "it", "started").await;
    run("it.stop()").await;
    assert_eq!(wait_told(page, "it", "finished").await["outcome"], "stopped");
    run("told.length = 0; it.run()").await;
    assert_eq!(wait_told(page, "it", "finished").await["outcome"], "finished");
    run("it.seek(4.5)").await;
    page.browser.enter_frame("it").await;
    page.wait_for("document.querySelector('#playhead').ariaValueNow?.startsWith('4.5')").await;
    page.browser.leave_frame().await;
    run("document.documentElement.className = 'dark'; document.body.className = 'dark'").await;
    page.browser.enter_frame("it").await;
    page.wait_for("document.documentElement.dataset.theme === 'dark'").await;
    page.browser.leave_frame().await;
    page.browser.screenshot("embed-dark").await;
    // Taken out and put in again it is a poster again, and nothing is left.
    run("const { parentNode } = it; const same = it; same.remove(); parentNode.prepend(same)").await;
    assert_eq!(page.browser.workers_settled(0).await, 0);
    assert_eq!(
        run("return [...it.shadowRoot.querySelectorAll('button')].map((button) => button.ariaLabel).join()").await,
        "Run: A plain loop"
    );
}

pub(crate) async fn odd_wishes_are_answered_in_its_place(stage: &Stage) {
    let odd = "<task-lanes id=\"a\" listing=\"<b>nonsense\"></task-lanes><task-lanes id=\"b\" listing=\"sync-loop\" speed=\"7\"></task-lanes>\
        <task-lanes id=\"c\"></task-lanes><task-lanes id=\"d\" race=\"sync-loop async-one thread-join thread-event threadpool-map\"></task-lanes>";
    let (_server, page) = host(stage, odd, Look::default()).await;
    let said = |id: &'static str| async move {
        page.text(&format!(
            "return document.getElementById('{id}').shadowRoot.querySelector('[role=alert] p').textContent"
        ))
        .await
    };
    assert!(said("a").await.starts_with("There is no listing “<b>nonsense”. There are: async-one,"));
    assert!(said("b").await.starts_with("speed is one of: 0.5, 1, 2, 4, 10, 20."));
    assert!(said("c").await.starts_with("There is no listing “”."));
    assert!(said("d").await.starts_with("At most four can race."));
    // Mended, it is there.
    page.browser.script("b.setAttribute('speed', '20'); b.run()", vec![]).await;
    assert_eq!(wait_told(page, "b", "finished").await["outcome"], "finished");
    page.browser.screenshot("embed-odd").await;
}

pub(crate) async fn hostile_hosts_change_nothing(stage: &Stage) {
    let (server, page) =
        host(stage, "<task-lanes id=\"it\" listing=\"sync-loop\" speed=\"20\"></task-lanes>", Look::default()).await;
    page.browser.script("it.run()", vec![]).await;
    wait_told(page, "it", "finished").await;
    let flood = "const frame = it.shadowRoot.querySelector('iframe').contentWindow;
        const odd = [null, 1, 'run', {}, { tasklanes: 2, do: 'run' }, { tasklanes: 1, do: 'constructor' }, { tasklanes: 1, do: 'eval' },
            { tasklanes: 1, do: 'seek', seconds: 'x' }, { tasklanes: 1, do: 'seek', seconds: NaN }, { tasklanes: 1, do: 'theme', theme: '<b>' }];
        told.length = 0;
        frame.postMessage({ tasklanes: 1, do: 'run'.repeat(1e6) }, '*');
        for (let i = 0; i < 20000; i++) frame.postMessage(odd[i % odd.length], '*');
        frame.postMessage({ tasklanes: 1, do: 'seek', seconds: 1e300 }, '*');
        // Whoever is not the frame is not believed.
        postMessage({ tasklanes: 1, event: 'finished', measured: 1 }, '*');";
    page.browser.script(flood, vec![]).await;
    page.browser.script("it.run()", vec![]).await;
    let finished = wait_told(page, "it", "finished").await;
    assert!(finished["measured"].as_f64().unwrap() >= 10.0, "{finished}");
    // A second script, of whatever version, changes nothing.
    let again = "const script = document.createElement('script'); script.src = document.querySelector('script[src$=\"embed.js\"]').src + '?2';
        const done = arguments[0]; script.onload = () => done('loaded'); script.onerror = () => done('failed'); document.head.append(script)";
    assert_eq!(page.browser.script_async(again, vec![]).await, "loaded");
    assert_eq!(page.browser.script("return it.shadowRoot.querySelector('iframe') !== null", vec![]).await, true);
    drop(server);
}

pub(crate) async fn a_plain_frame_fits_and_tells_its_height(stage: &Stage) {
    let site = stage.server.address();
    let frame = format!(
        "<iframe id=\"plain\" title=\"A listing\" width=\"320\" height=\"480\" src=\"{site}?embed#sync-loop?speed=20\"></iframe>"
    );
    let (_server, page) = host(stage, &frame, Look { size: (400, 800), ..Look::default() }).await;
    let heard = "const done = arguments[0]; const look = () => heard.some((height) => height > 250) ? done(heard.at(-1)) : setTimeout(look, 20); look()";
    let told = page.browser.script_async(heard, vec![]).await;
    page.browser.enter_frame("plain").await;
    page.wait_for("document.querySelector('#run') && !document.querySelector('#run').disabled").await;
    page.run().await;
    page.wait_for_run("finished", Duration::from_secs(5)).await;
    // The button that opens it is not seen here.
    super::everyone::key(page, '?').await;
    page.wait_for("document.querySelector('#help')").await;
    page.browser.screenshot("embed-plain-help").await;
    page.browser.click("#help .close").await;
    page.wait_for("!document.querySelector('#help')").await;
    assert_eq!(page.browser.script("return document.documentElement.scrollWidth", vec![]).await, 320);
    assert!(told.as_f64().unwrap() > 250.0, "{told}");
    page.browser.leave_frame().await;
    page.browser.screenshot("embed-plain").await;
}

/// Code between the tags, in all the ways; the last is not a program.
const OWN: &str = "<task-lanes id=\"pre\" title=\"Two &amp; one\" speed=\"20\"><p>A caption.</p><pre>\n\n\n    import time\n\n    if 1 &lt; 2:\n        time.sleep(1)  # \u{1f389} \"'&lt;/script&gt;&amp;\n\n</pre></task-lanes><p>Between.</p>\
     <task-lanes id=\"script\" height=\"300\" speed=\"20\"><script type=\"text/plain\">\nimport time\nfor n in range(12 if 2 < 3 & 1 else 1):\n    time.sleep(0.1)\n</script></task-lanes>\
     <task-lanes id=\"bare\" code=\"shown\" speed=\"20\">import time\ntime.sleep(1)</task-lanes><task-lanes id=\"wrong\">def (</task-lanes>";

pub(crate) async fn code_between_the_tags_runs_without_a_shift(stage: &Stage) {
    for width in [1000, 400] {
        let (_server, page) = host(stage, OWN, Look { size: (width, 900), ..Look::default() }).await;
        let asked = stage.server.asked();
        assert!(asked.iter().all(|path| path == "/embed.js"), "before anyone asks: {asked:?}");
        let code = |id: &'static str| async move {
            page.text(&format!("return document.getElementById('{id}').shadowRoot.querySelector('pre').textContent"))
                .await
        };
        assert_eq!(code("pre").await, "import time\n\nif 1 < 2:\n    time.sleep(1)  # \u{1f389} \"'</script>&");
        assert!(code("script").await.starts_with("import time\nfor n in range(12 if 2 < 3 & 1 else 1):\n    time"));
        assert_eq!(code("bare").await, "import time\ntime.sleep(1)");
        page.browser.screenshot(&format!("embed-own-posters-{width}")).await;
        for (id, expected) in [("pre", 420.0), ("script", 300.0), ("bare", 420.0)] {
            assert!((height(page, id).await - expected).abs() < 0.01, "{id}: {}", height(page, id).await);
            press_run(page, id).await;
            let finished = wait_told(page, id, "finished").await;
            assert_eq!(finished["outcome"], "finished");
            assert!(finished["name"].as_str().unwrap().starts_with("~0"), "{finished}");
            assert!((height(page, id).await - expected).abs() < 0.01, "{id}: {}", height(page, id).await);
            page.browser.screenshot(&format!("embed-own-{id}-{width}")).await;
        }
        let titles = "return told.filter(({ type }) => type === 'ready').map(({ title }) => title).join()";
        assert_eq!(page.text(titles).await, "Two & one,Python program,Python program");
        assert_eq!(page.text("return shifted.join()").await, "", "something moved");
        press_run(page, "wrong").await;
        let message = wait_told(page, "wrong", "error").await["message"].to_string();
        assert!(message.contains("does not compile: line 1,"), "{message}");
        let said = page.text("return wrong.shadowRoot.querySelector('[role=alert] p').textContent").await;
        assert!(said.contains("does not compile: line 1,"), "{said}");
        // Compilers go with the page that they are in.
        stage.browser.leave().await;
        check_no_worker(&stage.browser).await;
    }
}

pub(crate) async fn odd_code_is_answered_in_its_place(stage: &Stage) {
    let odd = "<task-lanes id=\"long\"><pre></pre></task-lanes><task-lanes id=\"none\">  </task-lanes>\
        <task-lanes id=\"link\" listing=\"~0%25\"></task-lanes><task-lanes id=\"cut\" listing=\"~1abc\"></task-lanes>";
    let (_server, page) = host(stage, odd, Look::default()).await;
    let none = "return none.shadowRoot.querySelector('[role=alert] p').textContent";
    assert!(page.text(none).await.starts_with("There is no listing “”."));
    // What is put in by a script is there when the element is told so.
    let long = "const pre = document.querySelector('#long pre'); pre.textContent = '# é\\n'.repeat(2e5); told.length = 0; document.getElementById('long').title = 'Long'";
    page.browser.script(long, vec![]).await;
    for (id, expected) in [("long", "longer than 100,000 bytes"), ("link", "damaged"), ("cut", "This link is")] {
        page.browser.script(&format!("document.getElementById('{id}').run()"), vec![]).await;
        let message = wait_told(page, id, "error").await["message"].to_string();
        assert!(message.contains(expected), "{id}: {message}");
    }
}

pub(crate) async fn a_program_of_many_threads_is_refused_in_its_place(stage: &Stage) {
    let many = "<task-lanes id=\"it\"><pre>import threading, time\nfor _ in range(COUNT):\n    threading.Thread(target=time.sleep, args=(0.3,)).start()</pre></task-lanes>";
    for (count, outcome) in [("15", "finished"), ("16", "failed")] {
        let (_server, page) = host(stage, &many.replace("COUNT", count), Look::default()).await;
        press_run(page, "it").await;
        let finished = wait_told(page, "it", "finished").await;
        assert_eq!(finished["outcome"], outcome, "{finished}");
        page.browser.enter_frame("it").await;
        let said = page.text("return document.querySelector('main').innerText").await;
        assert_eq!(said.contains("more than 16 threads and processes at once"), outcome == "failed", "{said}");
        page.browser.leave_frame().await;
    }
}

pub(crate) async fn rows_by_task_and_tall_races_stay_in_the_poster_s_place(stage: &Stage) {
    for what in ["listing=\"executor-gather\" rows=\"tasks\"", "race=\"async-wait async-wait.notebook threadpool-map\""]
    {
        let element = format!("<task-lanes id=\"it\" {what} speed=\"20\"></task-lanes>");
        for width in [1000, 400] {
            let (_server, page) = host(stage, &element, Look { size: (width, 900), ..Look::default() }).await;
            let before = height(page, "it").await;
            press_run(page, "it").await;
            wait_told(page, "it", "finished").await;
            let after = height(page, "it").await;
            assert!((after - before).abs() < 0.01, "{what} at {width}: {before} became {after}");
            assert_eq!(page.text("return shifted.join()").await, "", "something moved");
        }
    }
}
