// A small picture for each option, all on one scale: mean and band of every month.
import { areaY, axisX, axisY, gridY, lineY, ruleY, text } from '@observablehq/plot';
import { ticks } from './ticks.js';

const panel_height = 150;

export const months = {
  zoom: 'x',
  draw({ numbers, rows, width, zoom }) {
    const across = width < 560 ? 1 : 2;
    const facets = { fx: 'fx', fy: 'fy' };
    const heads = rows.map((row, i) => ({ ...row, fx: i % across, fy: Math.floor(i / across) }));
    const told = heads.flatMap(({ name, fx, fy, marks }) => marks.map((mark) => ({ ...mark, name, fx, fy })))
      .filter((mark) => !zoom.x || (mark.up >= zoom.x[0] && mark.up <= zoom.x[1]));
    const heading = (shown, className) => text(heads.filter(shown),
      { ...facets, text: 'name', frameAnchor: 'top-left', dy: -16, className });
    const from = Math.min(...told.map((mark) => mark.up)), to = Math.max(...told.map((mark) => mark.up));
    const top = Math.max(...told.map((mark) => mark.high), numbers.limit?.value ?? 0);
    const limits = numbers.limit ? heads.map((head) => ({ ...head, value: numbers.limit.value })) : [];
    const plot = {
      width, height: Math.ceil(rows.length / across) * panel_height + 30,
      marginLeft: 62, marginRight: 16, marginTop: 26, marginBottom: 38,
      fx: { axis: null, padding: 0.16 }, fy: { axis: null, padding: 0.3 },
      x: { domain: [from, Math.max(to, from + 1e-9)] },
      y: { domain: [Math.min(0, ...told.map((mark) => mark.low)), top], nice: true },
      marks: [
        gridY({ className: 'lines', ticks: 4 }),
        axisX({ ticks: 4, tickSize: 0, tickFormat: (month) => (Number.isInteger(month) ? String(month) : ''),
          label: numbers.counts, labelAnchor: 'center', labelArrow: 'none' }),
        axisY({ ticks: 4, tickSize: 0, tickFormat: ticks(numbers.unit, numbers.sign), label: null, anchor: 'left' }),
        areaY(told, { x: 'up', y1: 'low', y2: 'high', z: 'name', className: 'band', ...facets }),
        lineY(told, { x: 'up', y: 'value', z: 'name', className: 'curve', ...facets }),
        ruleY(limits, { y: 'value', className: 'limit', ...facets }),
        heading((head) => !head.best, 'heads'), heading((head) => head.best, 'heads best'),
      ],
    };
    return { plot, points: told.map((mark) => ({ ...mark, x1: mark.up, x2: mark.up, y: mark.value })) };
  },
};
