// One figure: draws it again whenever what is shown of it changes, and leaves the program's own picture where that fails.
import { controls } from './controls.js';
import { drawing } from './drawing.js';
import { element } from './element.js';
import { keys } from './keys.js';
import { pointer } from './pointer.js';
import { overlay } from './overlay.js';

const narrowest = 300, widest = 832;

export function figure(of, numbers, picture) {
  const place = of.querySelector('.wide');
  const before = [...place.childNodes];
  const told = (part) => place.querySelector(`svg > ${part}`).textContent;
  const title = told('title'), says = told('desc');
  const heard = element('p', { class: 'heard', 'aria-live': 'polite' });
  const frame = element('div', { class: 'live', tabindex: '0', role: 'application',
    'aria-label': `${title}. Arrow keys go from value to value${picture.zoom ? ', plus and minus zoom' : ''}.` });
  const view = { numbers, hidden: new Set(), without: new Set(), zoom: {}, by_factors: numbers.by_factors ?? false,
    zooms: picture.zoom, points: [], focus: null };

  function draw() {
    view.width = Math.max(narrowest, Math.min(widest, Math.floor(place.clientWidth)));
    view.rows = numbers.rows.filter((row) => !view.hidden.has(row.name));
    view.focus = null;
    if (view.rows.every((row) => row.marks.length === 0)) {
      frame.replaceChildren('None of the options chosen is in this picture.');
      view.svg = view.over = undefined;
      view.points = [];
      return;
    }
    const made = picture.draw(view);
    const svg = drawing({ ...made.plot, ariaLabel: title, ariaDescription: says });
    svg.setAttribute('role', 'img');
    Object.assign(view, { svg, options: made.plot, points: made.points, over: overlay(view, svg, made.plot) });
    frame.replaceChildren(svg, view.over.svg);
    if (made.key) frame.append(element('ul', { class: 'key' }, ...made.key.map((line) => element('li', {}, line))));
  }

  function redraw() {
    try {
      draw();
      switches.update();
    } catch {
      of.classList.add('as-drawn');
      place.replaceChildren(...before);
    }
  }

  view.redraw = redraw;
  view.look_at = (point) => {
    if (point === view.focus) return;
    view.focus = point;
    view.over?.show(point);
    heard.textContent = point ? `${point.name}: ${point.tip}` : '';
  };
  draw();
  const switches = controls(view, picture);
  place.removeAttribute('tabindex');
  place.replaceChildren(switches.element, frame, heard);
  draw();  // now that it has its place, and its letters their sizes
  pointer(frame, view);
  keys(frame, view);
  let width = place.clientWidth;
  new ResizeObserver(() => requestAnimationFrame(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    redraw();
  })).observe(place);
  return { numbers, hide: (hidden) => { view.hidden = hidden; redraw(); } };
}
