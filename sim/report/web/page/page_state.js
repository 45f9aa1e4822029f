// What the reader chose in each figure, kept while the page is drawn anew in another language or light.
const kept = new Map();

export function state(id, defaults) {
  if (!kept.has(id)) kept.set(id, { ...defaults });
  return kept.get(id);
}
