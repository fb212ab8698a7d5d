// The pointer over a figure: shows what lies nearest, and chooses a part by dragging where there is one to choose.
import { zoom_between } from './zoom.js';

const least_drag = 8;

export function pointer(frame, view) {
  let begin = null;

  function place(event) {
    const box = view.svg.getBoundingClientRect();
    const scale = view.options.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }
  const far = (one, other) => Math.abs(one.x - other.x) > least_drag;

  frame.addEventListener('pointermove', (event) => {
    if (!view.svg) return;
    const at = place(event);
    if (begin && far(begin, at)) {
      view.look_at(null);
      view.over.choose(begin, at);
    } else {
      view.look_at(view.over.places.nearest(view.points, at.x, at.y));
    }
  });
  frame.addEventListener('pointerdown', (event) => {
    // A finger scrolls the page.
    begin = view.svg && view.zooms && event.button === 0 && event.pointerType !== 'touch' ? place(event) : null;
    if (begin) {
      frame.setPointerCapture(event.pointerId);
      event.preventDefault();
      frame.focus({ preventScroll: true });
    }
  });
  frame.addEventListener('pointerup', (event) => {
    const from = begin;
    begin = null;
    if (!from || !view.svg) return;
    view.over.choose(null);
    const to = place(event);
    if (far(from, to)) zoom_between(view, from, to);
  });
  frame.addEventListener('pointercancel', () => { begin = null; view.over?.choose(null); });
  frame.addEventListener('pointerleave', () => { if (!begin) view.look_at(null); });
}
