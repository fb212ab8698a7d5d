// The list of options above the figures: what is not ticked is in none of them.
import { element } from './element.js';

export function chooser(names, chosen) {
  const hidden = new Set();
  const says = element('summary');
  const boxes = names.map((name) => {
    const box = element('input', { type: 'checkbox' });
    box.checked = true;
    box.addEventListener('change', () => {
      if (box.checked) hidden.delete(name);
      else hidden.add(name);
      changed();
    });
    return { box, name, label: element('label', {}, box, ` ${name}`) };
  });
  const all = button('all', () => set(() => true));
  const none = button('none', () => set(() => false));

  function set(shown) {
    for (const { box, name } of boxes) {
      box.checked = shown(name);
      if (box.checked) hidden.delete(name);
      else hidden.add(name);
    }
    changed();
  }
  function changed() {
    says.textContent = `Options in the pictures: ${names.length - hidden.size} of ${names.length}`;
    chosen(hidden);
  }

  says.textContent = `Options in the pictures: ${names.length} of ${names.length}`;
  const list = element('details', { class: 'options' }, says,
    element('div', { role: 'group', 'aria-label': 'Options in the pictures' }, all, none, ...boxes.map((each) => each.label)));
  const first = document.querySelector('figure').closest('section');
  first.parentNode.insertBefore(list, first);
}

function button(words, pressed) {
  const made = element('button', { type: 'button' }, words);
  made.addEventListener('click', pressed);
  return made;
}
