// The page's words in both languages: those of all kinds of report, and those of the kind that is shown.
let current = 'en';

export const language = () => current;
export function set_language(to) {
  current = to;
}

const phrases = {};

/** Adds {key: [English, 中文]}. A phrase that lacks a language, or is there already, is a mistake of ours. */
export function use_words(more) {
  for (const [key, phrase] of Object.entries(more)) {
    if (phrase.length !== 2 || phrase.some((text) => text === undefined))
      throw new Error(`${key} is not there in both languages`);
    if (key in phrases) throw new Error(`${key} is there twice`);
    phrases[key] = phrase;
  }
}

/** The phrase by its key, with {0}, {1} filled in. */
export function words(key, ...values) {
  if (!has_words(key)) throw new Error(`no words for ${key}`);
  return phrases[key][current === 'zh' ? 1 : 0].replace(/\{(\d)\}/g, (_, i) => values[i]);
}

export const has_words = (key) => Object.hasOwn(phrases, key);

/** For what the program names and the page may not know yet: the phrase, or else the name itself. */
export const words_or = (key, name) => (has_words(key) ? words(key) : name);
