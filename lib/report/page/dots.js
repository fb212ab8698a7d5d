// A line for each assumption, a dot for each other value it might have, at what the answer would then change by.
import { axisX, dot, gridX, ruleX, ruleY, text } from '@observablehq/plot';
import { letters_wide, ticks_across } from './sizes.js';
import { ticks } from './ticks.js';

export const dots = {
  draw({ numbers, rows, width }) {
    const told = rows.flatMap((row, i) => row.marks.map((mark) => ({ ...mark, name: row.name, row: i })));
    const reach = rows.map(({ name, marks }, i) => {
      const values = marks.map((mark) => mark.value);
      return { row: i, name, low: Math.min(0, ...values), high: Math.max(0, ...values) };
    });
    const plot = {
      width, height: rows.length * 44 + 52, marginLeft: 24, marginRight: 24, marginTop: 4, marginBottom: 44,
      y: { type: 'band', domain: rows.map((_, i) => i), axis: null },
      x: { nice: true, domain: [Math.min(...reach.map((each) => each.low)), Math.max(...reach.map((each) => each.high))] },
      marks: [
        gridX({ className: 'lines', ticks: ticks_across(width - 48) }), ruleX([0], { className: 'zero' }),
        axisX({ ticks: ticks_across(width - 48), tickSize: 0, tickFormat: ticks(numbers.unit, numbers.sign),
          label: numbers.counts, labelAnchor: 'center', labelArrow: 'none' }),
        text(reach, { y: 'row', text: 'name', frameAnchor: 'left', textAnchor: 'start', dy: -9,
          lineWidth: letters_wide(width - 48), textOverflow: 'ellipsis' }),
        ruleY(reach, { x1: 'low', x2: 'high', y: 'row', dy: 8, className: 'stem' }),
        ...['mean', 'mean other'].map((style) => dot(told.filter((mark) => mark.style === style),
          { x: 'value', y: 'row', dy: 8, r: 6, className: style })),
      ],
    };
    return { plot, points: told.map((mark) => ({ ...mark, x1: mark.value, x2: mark.value, y: mark.row, dy: 8, r: 8 })) };
  },
};
