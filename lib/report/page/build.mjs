// Makes of the scripts of the page one file that a browser runs as it is, and the licences of what is in it.
//
//     node build.mjs FOLDER    packages in FOLDER/node_modules; writes FOLDER/page.js
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(process.argv[2]);
const packages = join(folder, 'node_modules');
const { build } = createRequire(join(folder, 'package.json'))('esbuild');

const made = await build({
  entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'main.js')],
  nodePaths: [packages],
  bundle: true, minify: true, format: 'iife', target: 'es2020', charset: 'ascii', legalComments: 'none',
  write: false, metafile: true, absWorkingDir: folder,
});

// The licence of each package in the bundle: those with the same words once, below the copyrights they hold for.
function notices(inputs) {
  const names = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  const by_words = new Map();
  for (const name of [...names].sort()) {
    const { version } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license', 'README.md']
      .map((each) => join(packages, name, each)).find(existsSync);
    if (file === undefined) throw new Error(`${name} comes without a licence`);
    const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).map((line) => line.trim());
    const holders = lines.filter((line) => /^copyright (\(c\)|©|\d)/i.test(line));
    const words = lines.filter((line) => line !== '' && !holders.includes(line)).join(' ').replaceAll('*/', '* /');
    by_words.set(words, [...by_words.get(words) ?? [], `${name} ${version}. ${holders.join(' ')}`]);
  }
  return [...by_words].map(([words, of]) => `${of.join('\n')}\n\n${words}`).join('\n\n');
}

const code = made.outputFiles[0].text.trim();
const text = `${code}\n/* This script contains\n\n${notices(Object.keys(made.metafile.inputs))}\n*/\n`;
// esbuild writes these in another way where they stand in a text.
if (/<\/script|<!--/i.test(text)) throw new Error('the bundle would not end where its element ends');
writeFileSync(join(folder, 'page.js'), text);
