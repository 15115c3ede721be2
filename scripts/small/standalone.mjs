// Puts a built site into one HTML file: node standalone.mjs DIST FILE
//
// The page's styles, its icon and the script that starts it (static/standalone.js) stand in the page; all other files of the
// build stand at its end, packed together, in base64.

import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const [dist, out] = process.argv.slice(2);
if (!dist || !out) throw new Error('usage: node standalone.mjs DIST FILE');

const read = (name) => readFileSync(join(dist, name));
let page = read('index.html').toString();

/** What the page has in this place. */
function find(pattern, what = page) {
  const found = what.match(pattern);
  if (!found) throw new Error(`${join(dist, 'index.html')}, or a file that it names, has no ${pattern}: build it with scripts/build`);
  return found;
}

/** Puts something else into the place of a part of the page, as it is. */
function replace(part, by) {
  page = page.replace(part, () => by);
}

const [start, build] = find(/<script src=\.\/([0-9a-f]+)\/start-[^>]*><\/script>/);
const [icon, iconFile] = find(/<link href=\.\/(favicon-\S+) rel=icon>/);
const [style, styleFile] = find(/<link href=\.\/(style-\S+) rel=stylesheet>/);
const [script, app] = find(/<link [^>]*href=\.\/(app-\S+\.js)[^>]*>/);
const [preload, wasm] = find(/<link [^>]*href=\.\/(app-\S+\.wasm)[^>]*>/);
const [embed, help] = ['embed', 'help'].map((name) => `${build}/view/${name}.js`);

// The app's script exports how it starts. What stands in a page can export nothing: it calls by itself.
const exported = read(app).toString();
const [exports, init] = find(/export\s*\{[^}]*?(\w+) as default\s*\};?\s*$/, exported);
const contents = new Map([[app, Buffer.from(exported.replace(exports, () => `startApp(${init})`))], [wasm, read(wasm)]]);

// What static/standalone.js and the page itself have in their own way.
const apart = /^(start-.*|interpreter-loader\.js|view\/(?!(embed|help)\.js).*|editor\/.*|compiler.*)$/;
for (const name of readdirSync(join(dist, build), { recursive: true }).sort()) {
  if (statSync(join(dist, build, name)).isFile() && !apart.test(name)) contents.set(`${build}/${name}`, read(`${build}/${name}`));
}

const packed = deflateRawSync(Buffer.concat([...contents.values()]), { level: 9 }).toString('base64');
const sizes = [...contents].map(([name, content]) => [name, content.length]);
const files = JSON.stringify({ app, wasm, embed, help, sizes, packed });

const starter = readFileSync(new URL('../../static/standalone.js', import.meta.url));
replace(start, `<script>\n${starter}</script>`);
replace(icon, `<link rel=icon href="data:image/svg+xml;base64,${read(iconFile).toString('base64')}">`);
// What only embeds need says so itself. Of what is loaded to open there is the help: the rest shares addresses, and a file has none.
const styles = [styleFile, ...['embed', 'dialog'].map((name) => `${build}/view/${name}.css`)].map(read).join('');
replace(style, `<style>${styles}[data-opens]:not(#keys){display:none}.keys{margin-left:auto}</style>`);
replace(script, '');
replace(preload, '');
replace('</body>', `<script id=files type=application/json>${files}</script></body>`);
writeFileSync(out, page);
