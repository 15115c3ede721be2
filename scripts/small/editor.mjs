// Makes one script of the editor: node editor.mjs
//
// static/editor/ and the packages it names become target/editor/editor.js, which index.html copies into the page. Where
// nothing has changed since the last time, nothing is done, so that `trunk serve` stays quick.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const source = join(root, 'static/editor');
const packages = join(root, '.tools/editor');
const target = join(root, 'target/editor');
const made = join(target, 'editor.js');
// Not in the folder, which is copied as a whole.
const stamp = join(root, 'target/editor.hash');

const lock = readFileSync(join(source, 'package-lock.json'));
const hash = createHash('sha256').update(lock).update(readFileSync(fileURLToPath(import.meta.url)));
for (const name of readdirSync(source).filter((name) => name.endsWith('.js')).sort()) {
  hash.update(name).update(readFileSync(join(source, name)));
}
const inputs = hash.digest('hex');
if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) process.exit();

const installed = join(packages, 'package-lock.json');
if (!existsSync(installed) || !lock.equals(readFileSync(installed))) {
  throw new Error('.tools/editor has not the packages that static/editor/package-lock.json names: run scripts/tools serve');
}
const { build } = await import(join(packages, 'node_modules/esbuild/lib/main.js'));

const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: [join(source, 'editor.js')],
  nodePaths: [join(packages, 'node_modules')],
  bundle: true,
  minify: true,
  format: 'esm',
  // The oldest that know `light-dark()`, as the style sheet asks for.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  legalComments: 'none',
  metafile: true,
  write: false,
});

/** The licences of what is in the script, each once: they ask to go wherever the code goes. */
const licences = new Map();
for (const input of Object.keys(metafile.inputs)) {
  const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input) ?? [];
  if (!name) continue;
  const text = readFileSync(join(root, folder, 'LICENSE'), 'utf8').trim();
  licences.set(text, (licences.get(text) ?? new Set()).add(name));
}
const notice = [...licences].map(([text, names]) => `${[...names].sort().join(', ')}\n\n${text}`).join('\n\n');

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
writeFileSync(made, `/*!\n${notice}\n*/\n${outputFiles[0].text}`);
writeFileSync(stamp, inputs);
