// What can be switched in one figure: kinds of cost, the scale, and back to the whole after a zoom.
import { element } from './element.js';

export function controls(view, picture) {
  const parts = [];
  const redraw = (change) => () => { change(); view.redraw(); };

  for (const [kind, style] of picture.kinds?.(view.numbers) ?? []) {
    const button = element('button', { type: 'button', class: 'kind', 'aria-pressed': 'true' }, element('span', { class: `patch ${style}` }), kind);
    button.addEventListener('click', redraw(() => {
      const shown = !view.without.delete(kind);
      if (shown) view.without.add(kind);
      button.setAttribute('aria-pressed', String(!shown));
    }));
    parts.push(button);
  }
  if (picture.by_factors?.(view.numbers)) {
    const box = element('input', { type: 'checkbox' });
    box.checked = view.by_factors;
    box.addEventListener('change', redraw(() => { view.by_factors = box.checked; view.zoom = {}; }));
    parts.push(element('label', {}, box, ' scale by factors'));
  }
  const whole = element('button', { type: 'button' }, 'the whole picture');
  whole.hidden = true;
  whole.addEventListener('click', redraw(() => { view.zoom = {}; }));
  if (picture.zoom) parts.push(element('span', { class: 'dim' }, 'Drag over a part to look closer.'), whole);
  return {
    element: element('div', { class: 'controls' }, ...parts),
    update() { whole.hidden = view.zoom.x === undefined; },
  };
}
