// Accuracy against cost: a numbered point an option.
import { axisX, axisY, dot, gridX, gridY, ruleX, ruleY, text } from '@observablehq/plot';
import { may_go_by_factors } from './rows.js';
import { ticks_across } from './sizes.js';
import { ticks } from './ticks.js';

function spread(of, ends, floor) {
  const low = Math.min(...of.map((point) => point[ends[0]]), ...floor);
  const high = Math.max(...of.map((point) => point[ends[1]]), ...floor);
  return high > low ? [low, high] : [low, low + Math.max(1e-9, Math.abs(low) * 0.1)];
}

export const points = {
  by_factors: may_go_by_factors,
  zoom: 'xy',
  draw({ numbers, rows, width, zoom, by_factors }) {
    const told = rows.flatMap((row) => row.marks.map((mark) => ({ ...mark, name: row.name, label: row.words })));
    const limits = numbers.limit ? [numbers.limit] : [];
    const [least, most] = spread(told, ['low', 'high'], by_factors ? [] : [0]);
    const right = spread(told, ['up_low', 'up_high'], limits.map((limit) => limit.value));
    const plot = {
      width, height: Math.min(420, width * 0.7),
      marginLeft: 58, marginRight: 24, marginTop: 22, marginBottom: 44, clip: Boolean(zoom.x),
      x: { type: by_factors ? 'log' : 'linear', domain: zoom.x ?? [least, most], nice: !zoom.x },
      y: { domain: zoom.y ?? right, nice: !zoom.y },
      marks: [
        gridX({ className: 'lines', ticks: ticks_across(width - 82), clip: false }), gridY({ className: 'lines', ticks: 6, clip: false }),
        axisX({ ticks: ticks_across(width - 82), tickSize: 0, tickFormat: ticks(numbers.unit, numbers.sign),
          label: numbers.counts, labelAnchor: 'center', labelArrow: 'none', clip: false }),
        axisY({ ticks: 6, tickFormat: ticks('share'), label: null, tickSize: 0, clip: false }),
        ruleY(limits, { y: 'value', className: 'limit' }),
        ruleY(told, { x1: 'low', x2: 'high', y: 'up', className: 'soft' }),
        ruleX(told, { y1: 'up_low', y2: 'up_high', x: 'value', className: 'soft' }),
        ...['point', 'point beaten'].map((style) => dot(told.filter((mark) => mark.style === style),
          { x: 'value', y: 'up', r: 10, className: style })),
        text(told, { x: 'value', y: 'up', text: 'label', className: 'numbers' }),
        text(told.filter((mark) => mark.style === 'point'), { x: 'value', y: 'up', text: 'label', className: 'on' }),
      ],
    };
    const points = told.map((mark) => ({ ...mark, x1: mark.value, x2: mark.value, y: mark.up, r: 12 }));
    return { plot, points, key: told.map((mark) => `${mark.label}  ${mark.name}`) };
  },
};
