// Makes a page's scripts small: node names.mjs DIST
//
// The app's script and its WebAssembly know each other's functions by long names with hashes in them, which hardly compress. Here they get short ones,
// in both files, and scripts lose their spaces and their own long names. What comes out depends on what goes in alone, and is
// named by a hash of it, so that a script that a browser has kept never meets another WebAssembly.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from '../../.tools/npm/node_modules/terser/main.js';

const [IMPORTS, EXPORTS] = [2, 7];
const dist = process.argv[2];
const found = readdirSync(dist).filter((name) => /^app-.*\.(js|wasm)$/.test(name)).sort();
const [script, wasm] = [found.find((name) => name.endsWith('.js')), found.find((name) => name.endsWith('.wasm'))];
if (found.length !== 2 || !script || !wasm) {
  throw new Error(`${dist} should have one app-*.js and one app-*.wasm; it has: ${found.join(' ') || 'none'}`);
}

/** Reads a file of WebAssembly, or a part of one, number by number. */
class Reader {
  at = 0;
  constructor(bytes) { this.bytes = bytes; }
  get more() { return this.at < this.bytes.length; }
  byte() { return this.bytes[this.at++]; }
  take(count) { return this.bytes.subarray(this.at, this.at += count); }
  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }
  text() { return Buffer.from(this.take(this.number())).toString(); }
  /** What one of these takes, as it is. */
  raw(read) { const from = this.at; read(); return this.bytes.subarray(from, this.at); }
}

const number = (value) => {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push(value & 127 | 128);
  return Buffer.from([...bytes, value]);
};
const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);

/** Short names for long ones. Those without underscores, such as `memory`, are not generated. */
const short = new Map();
const imported = new Set();
const shorten = (name) => {
  if (!/__|\.js$/.test(name)) return name;
  if (!short.has(name)) short.set(name, `_${short.size.toString(36)}`);
  return short.get(name);
};

const limits = (reader) => { const kind = reader.byte(); reader.number(); if (kind & 1) reader.number(); };
const sorts = {
  0: (reader) => reader.number(), // a function's type
  1: (reader) => { reader.byte(); limits(reader); }, // a table
  2: limits, // a memory
  3: (reader) => { reader.byte(); reader.byte(); }, // a global
  4: (reader) => { reader.byte(); reader.number(); }, // a tag
};

function renamed(id, body) {
  const reader = new Reader(body);
  const count = reader.number();
  const parts = [number(count)];
  for (let i = 0; i < count; i++) {
    if (id === IMPORTS) parts.push(text(shorten(reader.text())));
    const name = reader.text();
    if (id === IMPORTS) imported.add(name);
    parts.push(text(shorten(name)));
    const sort = reader.byte();
    parts.push(Buffer.from([sort]), reader.raw(() => (id === IMPORTS ? sorts[sort](reader) : reader.number())));
  }
  return Buffer.concat(parts);
}

const reader = new Reader(readFileSync(join(dist, wasm)));
const parts = [reader.take(8)];
while (reader.more) {
  const id = reader.byte();
  const body = reader.take(reader.number());
  const next = id === IMPORTS || id === EXPORTS ? renamed(id, body) : body;
  parts.push(Buffer.from([id]), number(next.length), next);
}
const out = Buffer.concat(parts);
if (!WebAssembly.validate(out)) throw new Error(`${wasm} with short names is not valid`);

const before = readFileSync(join(dist, script), 'utf8');
const names = [...short.keys()].map((name) => name.replace(/[.$]/g, '\\$&')).sort((a, b) => b.length - a.length);
const used = new Set();
const after = before.replace(new RegExp(`(?<![\\w$])(${names.join('|')})(?![\\w$])`, 'g'), (name) => {
  used.add(name);
  return short.get(name);
});
const missed = [...imported].filter((name) => !used.has(name));
if (missed.length > 0) throw new Error(`${script} does not have what ${wasm} asks for: ${missed.join(' ')}`);

const { code } = await minify(after, { module: true, compress: { passes: 2 } });

/** Writes a file under the name that its content has, in place of its old one, wherever that is named. */
function replace(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const next = name.replace(/(?<=^app-|\/start-)[0-9a-f]+/, hash);
  rmSync(join(dist, name));
  writeFileSync(join(dist, next), content);
  // The page, and what keeps it for when there is no connection.
  for (const file of ['index.html', 'sw.js']) {
    const text = readFileSync(join(dist, file), 'utf8');
    if (!text.includes(name)) throw new Error(`${join(dist, file)} does not name ${name}`);
    writeFileSync(join(dist, file), text.replaceAll(name, next));
  }
}
replace(wasm, out);
replace(script, code);

// What starts the page is in the build's folder.
const [start] = readFileSync(join(dist, 'index.html'), 'utf8').match(/[0-9a-f]+\/start-[0-9a-f]+\.js/) ?? [];
if (!start) throw new Error(`${join(dist, 'index.html')} does not say what starts it`);
replace(start, (await minify(readFileSync(join(dist, start), 'utf8'), { compress: { passes: 2 } })).code);

// These keep their names: the one is linked from elsewhere, the others are in the build's folder.
for (const name of [join(start, '../editor/editor.js'), ...readdirSync(join(dist, start, '../view')).filter((name) => name.endsWith('.js')).map((name) => join(start, '../view', name))]) {
  const { code } = await minify(readFileSync(join(dist, name), 'utf8'), { module: true, compress: { passes: 2 } });
  writeFileSync(join(dist, name), code);
}
// In the first its styles lose their spaces, too, and texts are put together with `+`, which packs better (`unsafe` is for objects that
// are no texts and change while they are made into some).
const embed = readFileSync(join(dist, 'embed.js'), 'utf8').replace(/(?<=replaceSync\(`)[^`]*/, (css) => css.replace(/\s*([{},;])\s*/g, '$1').replace(/:\s+/g, ':').replaceAll(';}', '}').trim());
writeFileSync(join(dist, 'embed.js'), (await minify(embed, { compress: { passes: 2, unsafe: true } })).code);
