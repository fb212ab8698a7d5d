// What pictures with a row for each option have in common.
import { axisX, axisY, gridX, ruleX, text } from '@observablehq/plot';
import { letters_wide, ticks_across, wide } from './sizes.js';
import { ticks } from './ticks.js';

const row_height = 30;

function names_width(rows, width) {
  return Math.min(Math.max(...rows.map((row) => wide(row.name, row.best))) + 14, width * 0.32);
}

// The scales, axes and words of rows under each other.
export function rows_plot({ numbers, rows, width, by_factors, domain }, marks) {
  const left = names_width(rows, width);
  const words = Math.max(0, ...rows.map((row) => wide(row.words ?? '')));
  const right = Math.max(words + 14, 20);
  const best = new Set(rows.filter((row) => row.best).map((row) => row.name));
  const names = (className, shown) => axisY(rows.map((row) => row.name).filter(shown),
    { tickSize: 0, lineWidth: letters_wide(left - 12, className !== 'names'), textOverflow: 'ellipsis', label: null, className });
  const steps = ticks_across(width - left - right);
  const limit = numbers.limit ? [numbers.limit] : [];
  return {
    width, height: rows.length * row_height + 56, marginLeft: left, marginRight: right, marginTop: 8, marginBottom: 44,
    y: { type: 'band', domain: rows.map((row) => row.name), padding: 0.4 },
    x: { type: by_factors ? 'log' : 'linear', domain, nice: true },
    marks: [
      gridX({ className: 'lines', ticks: steps }),
      axisX({ tickFormat: ticks(numbers.unit, numbers.sign), label: numbers.counts, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: steps }),
      names('names', (name) => !best.has(name)), names('names best', (name) => best.has(name)),
      ...marks,
      text(rows.filter((row) => row.words), { y: 'name', text: 'words', frameAnchor: 'right', textAnchor: 'start', dx: 10 }),
      ruleX(limit, { x: 'value', className: 'limit' }),
    ],
  };
}

// From nothing, or from the least by factors, to the most there is.
export function row_domain({ numbers, by_factors }, lows, highs) {
  const limits = numbers.limit ? [numbers.limit.value] : [];
  return [by_factors ? Math.min(...lows, ...limits) : Math.min(0, ...lows), Math.max(...highs, ...limits)];
}

// Whether all there is could be drawn by factors, and is far enough apart for it.
export function may_go_by_factors(numbers) {
  const marks = numbers.rows.flatMap((row) => row.marks);
  return marks.length > 0 && marks.every((mark) => mark.low > 0) && Math.max(...marks.map((mark) => mark.high)) > 3 * Math.min(...marks.map((mark) => mark.low));
}
