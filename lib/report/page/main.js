// Draws the figures of the page anew, so that they answer to pointer and keys. The figures in the page are whole without
// it: each stays as it is where its own numbers are not there, or drawing them fails.
import { chooser } from './chooser.js';
import { figure } from './figure.js';
import { dots } from './dots.js';
import { months } from './months.js';
import { points } from './points.js';
import { stacks } from './stacks.js';
import { strips } from './strips.js';

const pictures = { stacks, strips, months, points, dots };

function start() {
  const live = [];
  for (const element of document.querySelectorAll('figure')) {
    const numbers = element.querySelector('script[type="application/json"]');
    if (numbers === null) continue;
    try {
      const told = JSON.parse(numbers.textContent);
      live.push(figure(element, told, pictures[told.kind]));
    } catch {
      element.classList.add('as-drawn');  // by the program
    }
  }
  const of_options = live.filter((each) => each.numbers.kind !== 'dots');
  const names = [...new Set(of_options.flatMap((each) => each.numbers.rows.map((row) => row.name)))];
  if (names.length > 1) chooser(names, (hidden) => of_options.forEach((each) => each.hide(hidden)));
}

start();
