// The looking of tools/check-report: drives Chromium through its pipe of the DevTools protocol.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const flag = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const pages = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const pictures = flag('pictures');
const axe = flag('axe') && readFileSync(flag('axe'), 'utf8');
if (pictures) mkdirSync(pictures, { recursive: true });

const browser = spawn(process.env.CHROMIUM, ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run',
  '--disable-background-networking', `--user-data-dir=${process.env.PROFILE}`, '--remote-debugging-pipe'],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const waiting = new Map();
const listeners = new Set();
let number = 0;
let rest = '';
browser.stdio[4].on('data', (bytes) => {
  const parts = (rest + bytes).split('\0');
  rest = parts.pop();
  for (const message of parts.map((part) => JSON.parse(part))) {
    if (message.id) waiting.get(message.id)?.(message);
    else for (const listener of listeners) listener(message);
  }
});

function ask(method, params = {}, sessionId = undefined) {
  const id = ++number;
  browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
  return new Promise((done, fail) => waiting.set(id, (answer) => {
    waiting.delete(id);
    if (answer.error) fail(new Error(`${method}: ${answer.error.message}`));
    else done(answer.result);
  }));
}

// What of a page is looked at, in the page.
const seen = `(() => {
  const drawn = [...document.querySelectorAll('svg')].filter((svg) => svg.getBoundingClientRect().height > 20);
  const light = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
  const style = getComputedStyle(document.body);
  return JSON.stringify({
    pictures: document.querySelectorAll('svg').length, drawn: drawn.length,
    wide: document.documentElement.scrollWidth, window: window.innerWidth,
    ground: light(style.backgroundColor), text: light(style.color), headings: document.querySelectorAll('h2').length,
  });
})()`;

async function look(page, way) {
  const url = pathToFileURL(resolve(page)).href;
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const faults = [];
  let loaded;
  const isLoaded = new Promise((done) => { loaded = done; });
  const listener = ({ method, params, sessionId: from }) => {
    if (from !== sessionId) return;
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Runtime.exceptionThrown') faults.push(`exception: ${params.exceptionDetails.text}`);
    if (method === 'Runtime.consoleAPICalled') faults.push(`console: ${JSON.stringify(params.args)}`);
    if (method === 'Log.entryAdded') faults.push(`console: ${params.entry.text}`);
    if (method === 'Network.requestWillBeSent' && params.request.url !== url)
      faults.push(`asks for ${params.request.url}`);
  };
  listeners.add(listener);
  const tell = (method, params) => ask(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tell(`${domain}.enable`);
  await tell('Emulation.setDeviceMetricsOverride', { width: way.width, height: 900, deviceScaleFactor: 1, mobile: way.width < 600 });
  await tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: way.scheme }] });
  await tell('Emulation.setScriptExecutionDisabled', { value: !way.scripts });
  await tell('Page.navigate', { url });
  await isLoaded;
  const { result } = await tell('Runtime.evaluate', { expression: seen });
  const found = JSON.parse(result.value);
  if (found.pictures === 0 || found.drawn !== found.pictures) faults.push(`${found.drawn} of ${found.pictures} pictures are drawn`);
  if (found.wide > found.window) faults.push(`${found.wide} wide in a window of ${found.window}`);
  if (found.headings < 4) faults.push(`${found.headings} sections`);
  const dark = way.scheme === 'dark';
  if (dark !== found.ground < 0.5 || dark !== found.text > 0.5) faults.push(`not ${way.scheme}: ${result.value}`);
  if (axe && way.scripts) faults.push(...await accessible(tell));
  if (pictures) await keep(tell, page, way);
  listeners.delete(listener);
  await ask('Target.closeTarget', { targetId });
  return { faults, pictures: found.pictures };
}

async function accessible(tell) {
  await tell('Runtime.evaluate', { expression: axe });
  const { result } = await tell('Runtime.evaluate', { awaitPromise: true, returnByValue: true,
    expression: 'axe.run(document, {resultTypes: ["violations"]}).then((all) => all.violations.map((one) => [one.impact, one.id, one.nodes.length, one.nodes[0].html.slice(0, 120)]))' });
  return result.value.filter(([impact]) => impact === 'serious' || impact === 'critical').map((one) => `axe: ${one.join(', ')}`);
}

async function keep(tell, page, way) {
  const { cssContentSize: { width, height } } = await tell('Page.getLayoutMetrics');
  const { data } = await tell('Page.captureScreenshot', { captureBeyondViewport: true, clip: { x: 0, y: 0, width, height, scale: 1 } });
  const name = `${basename(page, '.html')}-${way.scheme}-${way.width}${way.scripts ? '' : '-no-scripts'}.png`;
  writeFileSync(join(pictures, name), Buffer.from(data, 'base64'));
}

let bad = 0;
for (const page of pages) {
  for (const scripts of [true, false]) {
    for (const scheme of ['light', 'dark']) {
      for (const width of [360, 1280]) {
        const { faults, pictures: drawn } = await look(page, { scripts, scheme, width });
        const way = `${basename(page)}, ${scheme}, ${width} wide, ${scripts ? 'with' : 'without'} scripts`;
        if (faults.length > 0) bad += 1;
        for (const fault of faults) console.log(`${way}: ${fault}`);
        if (faults.length === 0) console.log(`${way}: ${drawn} pictures, nothing wrong`);
      }
    }
  }
}
await ask('Browser.close').catch(() => {});
process.exitCode = bad > 0 ? 1 : 0;
