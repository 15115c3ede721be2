//! A web server for the built page, on a free port of this machine. It is the browser's proxy, too: what it is
//! asked for from another host it does not fetch, but tells.

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The name of the script that comes before everything else.
const FIRST: &str = "first.js";

/// What a scenario wants served other than the files of the build.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    /// The path that the site is served under, with slashes around it: `/some/where/`. Empty: `/`.
    pub(crate) prefix: &'static str,
    /// Headers that every answer carries.
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    /// What to answer for a path below the prefix, the build's folder left out; `None` is a 404.
    pub(crate) files: HashMap<String, Option<Vec<u8>>>,
    /// Whether the page is the answer where a file is missing, as with hosts of single-page apps.
    pub(crate) fallback: bool,
    /// Whether the page may be kept for when there is no connection. All other scenarios want it from this server.
    pub(crate) kept: bool,
    /// Whether nobody answers: connections end at once.
    pub(crate) silent: bool,
}

/// The server. It ends with the runtime it was started in.
#[derive(Debug)]
pub(crate) struct Server {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    /// A script that comes before everything of the page's own; empty: none.
    first: &'static str,
    overrides: Mutex<Overrides>,
    asked: Mutex<Vec<String>>,
    foreign: Mutex<Vec<String>>,
}

impl Server {
    /// Serves a folder, and in its page a script that comes before everything else; none, where it is empty.
    pub(crate) async fn start(folder: PathBuf, first: &'static str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            folder,
            first,
            overrides: Mutex::default(),
            asked: Mutex::default(),
            foreign: Mutex::default(),
        });
        let serving = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&serving);
                // A browser that hangs up in the middle is no failure of ours.
                tokio::spawn(async move { answer(stream, &shared).await.ok() });
            }
        });
        Ok(Self { port, shared })
    }

    /// Serves this from now on, and forgets what was asked for before.
    pub(crate) fn serve(&self, overrides: Overrides) {
        *lock(&self.shared.overrides) = overrides;
        lock(&self.shared.asked).clear();
        lock(&self.shared.foreign).clear();
    }

    /// The address of the page.
    pub(crate) fn address(&self) -> String {
        let prefix = lock(&self.shared.overrides).prefix;
        format!("http://{}{}", self.host(), if prefix.is_empty() { "/" } else { prefix })
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The paths that were asked for since [`Server::serve`], without their queries.
    pub(crate) fn asked(&self) -> Vec<String> {
        lock(&self.shared.asked).clone()
    }

    /// What was asked for from other hosts since then, by whatever part of the browser.
    pub(crate) fn foreign(&self) -> Vec<String> {
        lock(&self.shared.foreign).clone()
    }
}

/// A poisoned lock only means that a scenario failed while holding it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = stream.read(&mut chunk).await?;
        if read == 0 {
            return Ok(());
        }
        request.extend_from_slice(&chunk[..read]);
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let target = request.split_whitespace().nth(1).unwrap_or("/");
    if !target.starts_with('/') {
        // `GET http://host/…` or `CONNECT host:port`: meant for another host.
        lock(&shared.foreign).push(target.to_owned());
        return stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    }
    let path = target.split(['?', '#']).next().unwrap_or("/").to_owned();
    lock(&shared.asked).push(path.clone());
    if lock(&shared.overrides).silent {
        return Ok(());
    }

    let (headers, mut body) = reply(shared, &path);
    let mut kind = media_type(&path);
    if body.is_none() && lock(&shared.overrides).fallback {
        (kind, body) = (media_type("index.html"), read(&shared.folder, "index.html"));
    }
    let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
    let body = body.unwrap_or_default();
    // Nothing is cached: the next scenario may serve something else under the same name.
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n", body.len());
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.extend(["Content-Type: ", kind, "\r\nConnection: close\r\n\r\n"]);
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

/// The headers, and the file or `None` where there is none.
fn reply(shared: &Shared, path: &str) -> (Vec<(&'static str, &'static str)>, Option<Vec<u8>>) {
    let overrides = lock(&shared.overrides);
    let prefix = if overrides.prefix.is_empty() { "/" } else { overrides.prefix };
    let body = path.strip_prefix(prefix).and_then(|name| {
        let name = if name.is_empty() { "index.html" } else { name };
        match overrides.files.get(below_build(name)) {
            Some(file) => file.clone(),
            None if name == "sw.js" && !overrides.kept => Some(Vec::new()),
            None if name == FIRST => Some(shared.first.into()),
            None if name == "index.html" => read(&shared.folder, name).map(|page| with_first(page, shared.first)),
            None => read(&shared.folder, name),
        }
    });
    (overrides.headers.clone(), body)
}

/// A path without the build's folder, whose name is a hash.
pub(crate) fn below_build(path: &str) -> &str {
    let is_build = |folder: &str| folder.len() == 16 && folder.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split_once('/').filter(|(folder, _)| is_build(folder)).map_or(path, |(_, rest)| rest)
}

/// The page with the script in it. A file of its own, because a policy may forbid what stands in the page.
fn with_first(page: Vec<u8>, script: &str) -> Vec<u8> {
    if script.is_empty() {
        return page;
    }
    // Minified, the page has no `<head>`.
    let tag = format!("<script src=\"{FIRST}\"></script><meta");
    String::from_utf8(page).unwrap().replacen("<meta", &tag, 1).into_bytes()
}

fn read(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| std::fs::read(folder.join(name)).ok()).flatten()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("html", |(_, ending)| ending) {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}
