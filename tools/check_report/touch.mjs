// What a reader does with figures that answer: each returns what is wrong, and leaves the page as it was.

const frame = (n) => `document.querySelectorAll('.live')[${n}]`;

async function key(page, name) {
  const text = name.length === 1 ? { text: name } : {};
  await page.tell('Input.dispatchKeyEvent', { type: 'keyDown', key: name, code: name, ...text });
  await page.tell('Input.dispatchKeyEvent', { type: 'keyUp', key: name, code: name });
}

function mouse(page, type, at, held = false) {
  return page.tell('Input.dispatchMouseEvent', { type, ...at, button: held ? 'left' : 'none', buttons: held && type !== 'mouseReleased' ? 1 : 0, clickCount: held ? 1 : 0 });
}

// The middle of what a selector finds, in the window.
function middle(page, element) {
  return page.value(`(() => { const one = ${element}; one.scrollIntoView({block: 'center'});
    const box = one.getBoundingClientRect(); return {x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, height: box.height}; })()`);
}

const tip = (page, n) => page.value(`${frame(n)}.querySelector('.tip')?.textContent ?? ''`);

// Each figure tells its first value by the keys, to eyes and to who listens.
async function keys_tell(page) {
  const faults = [], count = await page.value('document.querySelectorAll(".live").length');
  for (let n = 0; n < count; ++n) {
    await page.value(`${frame(n)}.focus()`);
    await key(page, 'ArrowRight');
    const heard = await page.value(`${frame(n)}.parentElement.querySelector('.heard').textContent`);
    if (!/\d/.test(await tip(page, n)) || !/: .*\d/.test(heard)) faults.push(`keys tell nothing in figure ${n + 1}: '${heard}'`);
    await key(page, 'ArrowDown');
    await key(page, 'Escape');
    if (await tip(page, n) !== '') faults.push(`Escape leaves the tip in figure ${n + 1}`);
  }
  return faults;
}

async function pointer_tells(page) {
  const at = await middle(page, `${frame(0)}.querySelector('.c1 rect, .c2 rect, .c3 rect, .c4 rect, .c5 rect, .c6 rect')`);
  await mouse(page, 'mouseMoved', at);
  const told = await tip(page, 0);
  await mouse(page, 'mouseMoved', { x: 1, y: 1 });
  const faults = /\d/.test(told) ? [] : [`the pointer over a bar tells '${told}'`];
  return await tip(page, 0) === '' ? faults : [...faults, 'the tip stays when the pointer has gone'];
}

// An option that is not chosen is in no figure.
async function options_hide(page) {
  const shown = `[...document.querySelectorAll('.live')].map((one) => one.textContent).join('|')`;
  const name = await page.value(`(() => { const box = document.querySelector('.options'); if (!box) return null; box.open = true;
    box.querySelector('input').click(); return box.querySelector('label').textContent.trim(); })()`);
  if (name === null) return [];
  const rows = `[...document.querySelectorAll('.live .names text, .live .heads text, .live .key li')].filter((one) => one.textContent.trim().replace(/^\\d+ +/, '') === ${JSON.stringify(name)}).length`;
  const left = await page.value(rows);
  await page.value(`document.querySelector('.options input').click()`);
  const back = await page.value(rows);
  await page.value(`[...document.querySelectorAll('.options button')].find((one) => one.textContent === 'none').click()`);
  const nothing = await page.value(`document.querySelectorAll('.options input:checked').length`);
  const said = await page.value(shown);
  await page.value(`[...document.querySelectorAll('.options button')].find((one) => one.textContent === 'all').click(); document.querySelector('.options').open = false`);
  const faults = left === 0 ? [] : [`${name} is hidden and still in ${left} places`];
  if (back === 0) faults.push(`${name} is chosen again and in no figure`);
  return nothing === 0 && said.includes('None of the options') ? faults : [...faults, 'no option chosen, and the figures do not say so'];
}

async function kinds_hide(page) {
  const bars = `${frame(0)}.querySelectorAll('.c1 rect, .c2 rect, .c3 rect, .c4 rect, .c5 rect, .c6 rect').length`;
  const click = `document.querySelector('.kind').click()`;
  const before = await page.value(bars);
  await page.value(click);
  const without = await page.value(bars);
  await page.value(click);
  return without < before && await page.value(bars) === before ? [] : [`a kind of cost: ${before} bars, ${without} without it`];
}

async function scale_changes(page) {
  const ticks = `(() => { const box = document.querySelector('.controls input'); if (!box) return null; box.click();
    return box.closest('.wide').querySelector('.live svg').textContent; })()`;
  const other = await page.value(ticks);
  return other === null || other !== await page.value(ticks) ? [] : ['the scale by factors is the other one'];
}

// Dragging over a part, and plus, look closer; the button and minus show the whole again.
async function zooms(page) {
  const n = await page.value(`[...document.querySelectorAll('.live')].findIndex((one) => one.getAttribute('aria-label').includes('zoom'))`);
  if (n < 0) return [];
  const faults = [], whole = `[...${frame(n)}.parentElement.querySelectorAll('button')].find((one) => one.textContent === 'the whole picture')`;
  const zoomed = () => page.value(`!${whole}.hidden`);
  const { x, y, width, height } = await middle(page, `${frame(n)}.querySelector('svg')`);
  await mouse(page, 'mousePressed', { x: x - width / 3, y: y - height / 4 }, true);
  await mouse(page, 'mouseMoved', { x, y }, true);
  if (!await page.value(`${frame(n)}.querySelector('.chosen') !== null`)) faults.push('dragging shows no frame');
  await mouse(page, 'mouseReleased', { x, y }, true);
  if (!await zoomed()) faults.push('dragging does not look closer');
  await page.value(`${whole}.click()`);
  if (await zoomed()) faults.push('the button does not show the whole');
  await page.value(`${frame(n)}.focus()`);
  for (const name of ['ArrowRight', '+']) await key(page, name);
  if (!await zoomed()) faults.push('plus does not look closer');
  await key(page, '-');
  return await zoomed() ? [...faults, 'minus does not show the whole'] : faults;
}

export async function touch(page) {
  const faults = [];
  for (const deed of [keys_tell, pointer_tells, options_hide, kinds_hide, scale_changes, zooms]) faults.push(...await deed(page));
  return faults;
}
