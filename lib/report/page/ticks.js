// Numbers at the ticks of an axis, as lib/report/chart.cpp writes them.

// "$12k", "€1.5M"
function money(sign, amount) {
  const size = Math.abs(amount);
  const [by, letter] = size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e3 ? [1e3, 'k'] : [1, ''];
  return `${amount < 0 ? '-' : ''}${sign}${short(size / by)}${letter}`;
}

// Four digits are more than ticks differ by.
function short(number) {
  return String(Number(number.toPrecision(4)));
}

export function ticks(unit, sign) {
  if (unit === 'seconds') return (time) => `${short(time)} s`;
  if (unit === 'share') return (share) => `${short(100 * share)} %`;
  return (amount) => money(sign, amount);
}
