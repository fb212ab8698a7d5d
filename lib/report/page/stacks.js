// Bars of what is to be paid, one behind the other by what they are for, with the interval of the sum.
import { barX, ruleY, tickX } from '@observablehq/plot';
import { row_domain, rows_plot } from './rows.js';

function stacked(row, without) {
  let end = 0;
  return row.marks.filter((mark) => !without.has(mark.kind)).map((mark) => {
    const begin = end;
    end += mark.value;
    return { ...mark, name: row.name, x1: begin, x2: end, y: row.name };
  });
}

// What the sum is said at: the end of its interval.
const sum_point = ({ name, sum }) => ({ ...sum, name, x1: sum.high, x2: sum.high, y: name });

export const stacks = {
  kinds: (numbers) => [...new Map(numbers.rows.flatMap((row) => row.marks).map((mark) => [mark.kind, mark.style]))],
  draw(state) {
    // Of some kinds alone there is no sum.
    const rows = state.without.size === 0 ? state.rows : state.rows.map(({ words, sum, ...row }) => row);
    const bars = rows.flatMap((row) => stacked(row, state.without));
    const sums = rows.filter((row) => row.sum).map(sum_point);
    const apart = sums.filter((sum) => sum.high > sum.low);
    const domain = row_domain(state, [0], [1e-9, ...bars.map((bar) => bar.x2), ...sums.map((sum) => sum.high)]);
    const ends = apart.flatMap((sum) => [sum.low, sum.high].map((end) => ({ end, name: sum.name })));
    const marks = [
      ...[...new Set(bars.map((bar) => bar.style))].map((style) => barX(bars.filter((bar) => bar.style === style),
        { x1: 'x1', x2: 'x2', y: 'y', className: style })),
      ruleY(apart, { x1: 'low', x2: 'high', y: 'name', className: 'whisker' }),
      tickX(ends, { x: 'end', y: 'name', inset: 4, className: 'whisker' }),
    ];
    const points = rows.flatMap((row) => [...bars.filter((bar) => bar.name === row.name), ...sums.filter((sum) => sum.name === row.name)]);
    return { plot: rows_plot({ ...state, rows, domain }, marks), points };
  },
};
