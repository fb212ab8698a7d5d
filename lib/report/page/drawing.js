import { plot } from '@observablehq/plot';

// A drawing without the style that Plot puts into each: it is in page.css, for the policy of the page refuses any other.
export function drawing(options) {
  const svg = plot({ ...options, className: 'plot' });
  svg.querySelectorAll('style').forEach((style) => style.remove());
  return svg;
}
