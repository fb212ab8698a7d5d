// Where the values of a drawing lie in it, and which lies nearest to a place.
const farthest = 60;     // from the pointer to what it shows
const rows_apart = 3;    // a row further is as far as three times that along a row

export function places(svg, { marginLeft, marginTop }) {
  const [x, y, fx, fy] = ['x', 'y', 'fx', 'fy'].map((name) => svg.scale(name));
  const facet = (point) => ({ x: fx ? fx.apply(point.fx) - marginLeft : 0, y: fy ? fy.apply(point.fy) - marginTop : 0 });
  const height = (value) => y.apply(value) + (y.bandwidth ?? 0) / 2;

  function of(point) {
    const at = facet(point);
    const [x1, x2] = [x.apply(point.x1) + at.x, x.apply(point.x2) + at.x];
    return { x1: Math.min(x1, x2), x2: Math.max(x1, x2), y: height(point.y) + at.y + (point.dy ?? 0) };
  }
  function nearest(points, px, py, within = farthest) {
    let best = null, least = within;
    for (const point of points) {
      const at = of(point);
      const across = Math.max(at.x1 - px, 0, px - at.x2);
      const distance = Math.hypot(across, (at.y - py) * (y.bandwidth ? rows_apart : 1));
      if (distance <= least) [best, least] = [point, distance];
    }
    return best;
  }
  // The values between two places of the drawing, in the part of it that a point is in.
  function between(point, from, to) {
    const at = facet(point);
    const ends = (scale, a, b) => {
      const [low, high] = [scale.domain[0], scale.domain[scale.domain.length - 1]];
      return [scale.invert(a), scale.invert(b)].map((value) => Math.min(Math.max(value, low), high)).sort((one, other) => one - other);
    };
    return { x: ends(x, from.x - at.x, to.x - at.x), y: y.invert ? ends(y, from.y - at.y, to.y - at.y) : undefined };
  }
  return { of, nearest, between };
}
