// Colours from the style sheet, so that light, dark and print agree. Hues after Okabe and Ito: safe for the colour-blind.

export const sources_of_load = ['renewable', 'storage', 'lines', 'grid', 'held'];

export function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Eight hues that can be told apart, for lines by hub; beyond eight they repeat with another dash. */
export function line_style(index) {
  return { color: color(`series-${index % 8}`), type: index % 16 < 8 ? 'solid' : 'dashed', width: 2 };
}

/** Cividis: reads alike with and without colour vision, and in grey. */
export const heat_colors = ['#00204d', '#31446b', '#666970', '#958f78', '#cbba69', '#ffea46'];

/** Marks that are told apart without their colour. */
export const filled = (name) => ({ color: color(name), borderColor: color(name), borderWidth: 2 });
export const hollow = (name) => ({ color: color('card'), borderColor: color(name), borderWidth: 2 });

/** The colour of a line at a share from 0 to 1: the part of `heat_colors` that stands out from the page's ground. */
export function line_heat(share) {
  const [from, to] = ['heat-from', 'heat-to'].map((name) => Number(color(name)));
  return heat_color(from + share * (to - from));
}

function heat_color(share) {
  const at = Math.max(0, Math.min(1, share)) * (heat_colors.length - 1);
  const [from, to] = [Math.floor(at), Math.ceil(at)].map((i) => channels(heat_colors[i]));
  return `rgb(${from.map((value, k) => Math.round(value + (to[k] - value) * (at % 1))).join(',')})`;
}

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
