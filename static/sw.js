// Keeps the files of one build of the page, so that it works without a connection.
//
// There is one cache for each build, and a worker of a build serves that build's files only, so that a page never meets
// files of another. A newer one waits until no page is open that an older one serves: nothing here hurries it on.
'use strict';

// What `tasklanes site` fills in: the build's name, and its files.
const BUILD = '%BUILD%';
const FILES = '%FILES%'.split(' ');

const PAGE = registration.scope;
const OWN = `tasklanes ${PAGE} `;
const NAME = OWN + BUILD;
const addresses = new Set(FILES.map((file) => new URL(file, PAGE).href));
// Files of the build that not every reader needs: kept once they have been asked for.
const LATER = [`${BUILD}/compiler`, `${BUILD}/editor/`].map((name) => new URL(name, PAGE).href);

// Some servers answer with the page where a file is missing.
const isFile = (answer) => answer.ok && !/html/.test(answer.headers.get('content-type'));

async function keep() {
  const cache = await caches.open(NAME);
  const page = await fetch(PAGE, { cache: 'no-cache' });
  const text = await page.text();
  // While a site is being replaced, its page and this file may be of two builds: then another time.
  if (!page.ok || !text.includes(BUILD)) throw new Error(`${PAGE} is not the page of the build ${BUILD}`);
  await cache.put(PAGE, new Response(text, { headers: page.headers }));
  // One after the other, so that the page's own requests go first.
  for (const address of addresses) {
    if (await cache.match(address)) continue;
    const answer = await fetch(address);
    if (!isFile(answer)) throw new Error(`${address} is not there`);
    await cache.put(address, answer);
  }
}

async function forget() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OWN) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function kept(address) {
  const cache = await caches.open(NAME);
  return cache.match(address, { ignoreVary: true });
}

// A file of the build is the same for ever.
async function file(request) {
  return (await kept(request.url)) ?? fetch(request);
}

async function later(request) {
  const found = await kept(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (isFile(answer)) {
    const cache = await caches.open(NAME);
    // Where there is no room, it is fetched again another time.
    await cache.put(request.url, answer.clone()).catch(() => {});
  }
  return answer;
}

// The page itself says which build is the newest: the kept one is for when nobody answers.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
  } catch {}
  return (await kept(PAGE)) ?? Response.error();
}

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(forget()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  if (request.mode === 'navigate') {
    if (address === PAGE || address === `${PAGE}index.html`) event.respondWith(page(request));
  } else if (addresses.has(request.url)) {
    event.respondWith(file(request));
  } else if (LATER.some((name) => request.url.startsWith(name))) {
    event.respondWith(later(request));
  }
});
