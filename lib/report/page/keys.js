// Keys over a figure: left and right go from value to value, up and down from row to row, plus and minus zoom.
import { zoom_in, zoom_out } from './zoom.js';

// The value of the next row (or of that before) which has the same place in it.
function in_other_row(points, at, step) {
  const rows = [...new Set(points.map((point) => point.name))];
  const row = rows[rows.indexOf(points[at].name) + step];
  if (row === undefined) return at;
  const of = (name) => points.filter((point) => point.name === name);
  const here = of(points[at].name).indexOf(points[at]), there = of(row);
  return points.indexOf(there[Math.min(here, there.length - 1)]);
}

export function keys(frame, view) {
  const steps = {
    ArrowRight: (at, points) => Math.min(at + 1, points.length - 1),
    ArrowLeft: (at) => Math.max(at - 1, 0),
    ArrowDown: (at, points) => (at < 0 ? 0 : in_other_row(points, at, 1)),
    ArrowUp: (at, points) => (at < 0 ? 0 : in_other_row(points, at, -1)),
    Home: () => 0,
    End: (at, points) => points.length - 1,
  };
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !view.svg) return;
    if (event.key in steps) view.look_at(view.points[steps[event.key](view.points.indexOf(view.focus), view.points)]);
    else if (event.key === '+' && view.zooms) zoom_in(view);
    else if (event.key === '-' && view.zooms) zoom_out(view);
    else if (event.key === 'Escape') view.look_at(null);
    else return;
    event.preventDefault();
  });
  frame.addEventListener('blur', () => view.look_at(null));
}
