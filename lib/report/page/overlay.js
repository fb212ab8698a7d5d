// What lies over a figure: the tip of the value looked at, and the part being chosen to look closer at.
import { dot, tip } from '@observablehq/plot';
import { drawing } from './drawing.js';
import { places } from './places.js';
import { letters_wide } from './sizes.js';

export function overlay(view, below, options) {
  const { width, height, marginLeft, marginRight, marginTop, marginBottom } = options;
  const scales = {};
  for (const name of ['x', 'y', 'fx', 'fy']) {
    const scale = below.scale(name);
    if (scale) scales[name] = { ...scale, axis: null };
  }
  const at = places(below, options);

  function made(point) {
    const marks = [];
    if (point) {
      const channels = { x: (each) => each.at ?? (each.x1 + each.x2) / 2, y: 'y', dy: point.dy ?? 0 };
      if (scales.fx) Object.assign(channels, { fx: 'fx', fy: 'fy' });
      marks.push(dot([point], { ...channels, r: point.r ?? 4, className: 'looked-at' }),
        tip([point], { ...channels, title: (each) => `${each.name}\n${each.tip}`, lineWidth: Math.min(34, letters_wide(width * 0.55)), className: 'tip' }));
    }
    const svg = drawing({ width, height, marginLeft, marginRight, marginTop, marginBottom, ...scales, marks });
    svg.classList.add('over');
    svg.setAttribute('aria-hidden', 'true');
    return svg;
  }
  const layer = { svg: made(null), places: at,
    show(point) {
      const svg = made(point);
      layer.svg.replaceWith(svg);
      layer.svg = svg;
    },
    // A frame from one place to another; gone without places.
    choose(from, to) {
      layer.svg.querySelector('.chosen')?.remove();
      if (!from) return;
      const frame = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      const [top, bottom] = view.zooms === 'x' ? [0, height] : [from.y, to.y];
      const sizes = { x: Math.min(from.x, to.x), y: Math.min(top, bottom), width: Math.abs(from.x - to.x), height: Math.abs(top - bottom), class: 'chosen' };
      for (const [key, value] of Object.entries(sizes)) frame.setAttribute(key, value);
      layer.svg.append(frame);
    } };
  return layer;
}
