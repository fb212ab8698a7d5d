// What every page is looked at for.
import { writeFileSync } from 'node:fs';

// In the page: its pictures, its measures, its colours.
const seen = `(() => {
  const pictures = [...document.querySelectorAll('svg:not(.over)')];
  const light = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
  const style = getComputedStyle(document.body);
  return {
    pictures: pictures.length, drawn: pictures.filter((svg) => svg.getBoundingClientRect().height > 20).length,
    live: document.querySelectorAll('.live').length, told: document.querySelectorAll('figure > script').length,
    lost: document.querySelectorAll('figure.as-drawn').length,
    wide: document.documentElement.scrollWidth, window: window.innerWidth,
    ground: light(style.backgroundColor), text: light(style.color), headings: document.querySelectorAll('h2').length,
    strange: document.querySelectorAll('img, iframe, object, [onload], [onerror], [onclick]').length,
    warned: pictures.filter((svg) => svg.textContent.includes('\\u26a0')).length,
  };
})()`;

export async function look(page, way) {
  const found = await page.value(seen), faults = [];
  if (found.pictures === 0 || found.drawn !== found.pictures) faults.push(`${found.drawn} of ${found.pictures} pictures are drawn`);
  if (found.wide > found.window) faults.push(`${found.wide} wide in a window of ${found.window}`);
  if (found.headings < 4) faults.push(`${found.headings} sections`);
  if (found.strange > 0) faults.push(`${found.strange} elements that no page of ours has`);
  if (found.warned > 0) faults.push(`${found.warned} pictures with a warning of the library that drew them`);
  const live = way.scripts && !way.before ? found.told : 0;
  if (found.live !== live) faults.push(`${found.live} of ${live} pictures answer to pointer and keys`);
  if (way.before && found.lost !== found.told) faults.push(`${found.lost} of ${found.told} pictures are those of the program`);
  const dark = way.scheme === 'dark';
  if (dark !== found.ground < 0.5 || dark !== found.text > 0.5) faults.push(`not ${way.scheme}: ${JSON.stringify(found)}`);
  return { faults, ...found };
}

export async function accessible(page, axe) {
  await page.value(axe + '; 0');
  const violations = await page.value(`axe.run(document, {resultTypes: ["violations"]}).then((all) =>
    all.violations.map((one) => [one.impact, one.id, one.nodes.length, one.nodes[0].html.slice(0, 120)]))`);
  return violations.filter(([impact]) => impact === 'serious' || impact === 'critical').map((one) => `axe: ${one.join(', ')}`);
}

export async function keep(page, file) {
  const { cssContentSize: { width, height } } = await page.tell('Page.getLayoutMetrics');
  const { data } = await page.tell('Page.captureScreenshot', { captureBeyondViewport: true, clip: { x: 0, y: 0, width, height, scale: 1 } });
  writeFileSync(file, Buffer.from(data, 'base64'));
}
