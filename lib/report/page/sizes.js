// Sizes of what is written in a picture.
const font = '13px system-ui, sans-serif';
const measure = document.createElement('canvas').getContext('2d');

export function wide(words, bold = false) {
  measure.font = bold ? `bold ${font}` : font;
  return measure.measureText(words).width;
}

// Room for words in the unit in which Plot cuts them: it takes letters for those of a narrow typeface.
export function letters_wide(room, bold = false) {
  return room / 13 * (wide_in_plot / wide(sample, bold));
}
const sample = 'abcdefghijklmnopqrstuvwxyz-0123456789';
const wide_in_plot = 20.78 * 13;

// So many labels of an axis do not touch.
export function ticks_across(room) {
  return Math.max(2, room / 90);
}
