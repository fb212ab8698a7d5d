// The looking of tools/check-report.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { open_browser, open_page } from './browser.mjs';
import { accessible, keep, look } from './look.mjs';
import { touch } from './touch.mjs';

const flag = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const pages = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const few = process.argv.includes('--few');
const pictures = flag('pictures');
const axe = existsSync(flag('axe') ?? '') ? readFileSync(flag('axe'), 'utf8') : null;
if (axe === null) console.log('without axe-core, accessibility is not looked at');
if (pictures) mkdirSync(pictures, { recursive: true });

// What makes the scripts of a page fail before they have drawn anything.
const broken = 'JSON.parse = () => { throw new Error("broken"); };';
const phone = 360, desk = 1280;
const all_ways = [true, false].flatMap((scripts) => ['light', 'dark'].flatMap((scheme) =>
  [phone, desk].map((width) => ({ scripts, scheme, width }))));
const few_ways = [{ scripts: true, scheme: 'light', width: desk }, { scripts: true, scheme: 'dark', width: phone },
  { scripts: false, scheme: 'dark', width: desk }];
const ways = [...(few ? few_ways : all_ways), { scripts: true, scheme: 'light', width: desk, before: broken }];

async function check(browser, file, way) {
  const page = await open_page(browser, pathToFileURL(resolve(file)).href, way);
  const found = await look(page, way);
  const faults = page.faults;
  faults.push(...found.faults);
  if (pictures) await keep(page, join(pictures, `${basename(file, '.html')}-${way.scheme}-${way.width}${way.before ? '-broken' : way.scripts ? '' : '-no-scripts'}.png`));
  if (axe && way.scripts && !way.before) faults.push(...await accessible(page, axe));
  const touched = found.live > 0 && way.width === desk && way.scheme === 'light';
  if (touched) faults.push(...await touch(page));
  await page.close();
  return { faults, words: `${found.pictures} pictures, ${found.live} live${touched ? ' and tried' : ''}` };
}

const browser = open_browser();
let bad = 0;
for (const file of pages) {
  for (const way of ways) {
    const name = `${basename(file)}, ${way.scheme}, ${way.width} wide, ${way.before ? 'with broken' : way.scripts ? 'with' : 'without'} scripts`;
    const { faults, words } = await check(browser, file, way);
    if (faults.length > 0) bad += 1;
    for (const fault of faults) console.log(`${name}: ${fault}`);
    if (faults.length === 0) console.log(`${name}: ${words}, nothing wrong`);
  }
}
await browser.close();
console.log(`${pages.length} pages, each in ${ways.length} ways: ${bad === 0 ? 'nothing wrong' : `${bad} with faults`}`);
process.exitCode = bad > 0 ? 1 : 0;
