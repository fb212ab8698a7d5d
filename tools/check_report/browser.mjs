// Chromium, driven through its pipe of the DevTools protocol.
import { spawn } from 'node:child_process';

export function open_browser() {
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
  browser.on('exit', (code) => {
    if (waiting.size === 0) return;
    console.log(`the browser ended with ${code}`);
    process.exit(1);
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
  return { ask, listeners, close: () => ask('Browser.close').catch(() => {}) };
}

// Opens an address in a tab of its own, in a way: scheme (light, dark), width, scripts, and what is run before the page.
export async function open_page(browser, url, way) {
  const { targetId } = await browser.ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.ask('Target.attachToTarget', { targetId, flatten: true });
  const faults = [];
  let loaded;
  const is_loaded = new Promise((done) => { loaded = done; });
  const listener = ({ method, params, sessionId: from }) => {
    if (from !== sessionId) return;
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Page.javascriptDialogOpening') {
      faults.push(`a dialog: ${params.message}`);
      tell('Page.handleJavaScriptDialog', { accept: true });
    }
    if (method === 'Runtime.exceptionThrown') faults.push(`exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
    if (method === 'Runtime.consoleAPICalled') faults.push(`console: ${JSON.stringify(params.args)}`);
    if (method === 'Log.entryAdded') faults.push(`console: ${params.entry.text}`);
    if (method === 'Network.requestWillBeSent' && params.request.url !== url) faults.push(`asks for ${params.request.url}`);
  };
  browser.listeners.add(listener);
  const tell = (method, params) => browser.ask(method, params, sessionId);
  // The value of an expression, a promise or not, in the page.
  async function value(expression) {
    const { result, exceptionDetails } = await tell('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await tell(`${domain}.enable`);
  await tell('Emulation.setDeviceMetricsOverride', { width: way.width, height: 900, deviceScaleFactor: 1, mobile: way.width < 600 });
  await tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: way.scheme }] });
  await tell('Emulation.setScriptExecutionDisabled', { value: !way.scripts });
  if (way.before) await tell('Page.addScriptToEvaluateOnNewDocument', { source: way.before });
  await tell('Page.navigate', { url });
  await is_loaded;
  async function close() {
    browser.listeners.delete(listener);
    await browser.ask('Target.closeTarget', { targetId });
  }
  return { tell, value, faults, close };
}
