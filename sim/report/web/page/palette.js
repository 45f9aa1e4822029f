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
