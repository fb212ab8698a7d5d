import { plot } from '@observablehq/plot';

// A drawing without the style that Plot puts into each: it is in page.css, for the policy of the page refuses any other.
export function drawing(options) {
  const svg = plot({ ...options, className: 'plot' });
  svg.querySelectorAll('style').forEach((style) => style.remove());
  // A part without a role may have no label of its own; which part it is, page.css wants to know.
  svg.querySelectorAll('g[aria-label]').forEach((part) => {
    part.dataset.of = part.getAttribute('aria-label');
    part.removeAttribute('aria-label');
  });
  return svg;
}
