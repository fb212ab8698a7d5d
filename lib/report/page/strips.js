// A band over nine draws of ten, its median where that is told, and its mean: money or time of each option.
import { barX, dot, tickX } from '@observablehq/plot';
import { may_go_by_factors, row_domain, rows_plot } from './rows.js';

export const strips = {
  by_factors: may_go_by_factors,
  draw(state) {
    const strip = state.rows.flatMap((row) => row.marks.map((mark) => ({ ...mark, name: row.name })));
    const domain = row_domain(state, strip.map((mark) => mark.low), strip.map((mark) => mark.high));
    const marks = [
      barX(strip, { x1: 'low', x2: 'high', y: 'name', className: 'band' }),
      tickX(strip.filter((mark) => mark.middle !== undefined), { x: 'middle', y: 'name', inset: -3, className: 'median' }),
      dot(strip, { x: 'value', y: 'name', r: 5, className: 'mean' }),
    ];
    const points = strip.map((mark) => ({ ...mark, x1: mark.low, x2: mark.high, y: mark.name, at: mark.value }));
    return { plot: rows_plot({ ...state, domain }, marks), points };
  },
};
