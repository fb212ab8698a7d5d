// Looking closer: what lies between two places of the drawing fills it.
const least_months = 2;

export function zoom_between(view, from, to) {
  const { places } = view.over;
  const point = view.focus ?? places.nearest(view.points, from.x, from.y, Infinity);
  if (!view.zooms || !point) return;
  const part = places.between(point, from, to);
  if (view.zooms === 'x') {
    const months = [Math.round(part.x[0]), Math.round(part.x[1])];
    if (months[1] - months[0] < least_months - 1) return;
    view.zoom = { x: months };
  } else {
    view.zoom = part;
  }
  view.redraw();
}

// Half of what is seen, around the value looked at.
export function zoom_in(view) {
  const { places } = view.over;
  const point = view.focus ?? view.points[0];
  if (!view.zooms || !point) return;
  const at = places.of(point), { width, height } = view.options;
  const columns = view.svg.scale('fx')?.domain.length ?? 1;
  const [across, up] = [width / columns / 4, height / 4];
  zoom_between(view, { x: at.x1 - across, y: at.y + up }, { x: at.x2 + across, y: at.y - up });
}

export function zoom_out(view) {
  view.zoom = {};
  view.redraw();
}
