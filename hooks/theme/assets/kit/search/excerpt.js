// @ts-check
// What of a text is shown of an answer: one whole sentence, with the words that were looked for.
(() => {
  "use strict";

  const { fold } = /** @type {any} */ (self).kitFrench;

  /** @typedef {[text: string, found: boolean][]} Marked */
  /** @typedef {[words: string[], weight: number][]} Wanted for each word that was asked for, those of the site */

  /** Characters of an excerpt: a longer sentence is cut between words. */
  const MOST = 280;
  /** One that is shorter says too little alone. */
  const LEAST = 40;

  const TOKEN = /[\p{L}\p{M}\p{N}]+/gu;
  const END = /(?<=[.!?…][\s»\u202f\u00a0]*)[\s\u202f\u00a0]+(?=[\p{Lu}\p{N}«"])/u;

  /** @param {string} text @returns {{word: string, start: number, end: number}[]} */
  const tokensOf = (text) =>
    [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
      word: fold(token),
      start: index ?? 0,
      end: (index ?? 0) + token.length,
    }));

  /** @param {string} text @param {Set<string>} words @returns {[number, number][]} where they stand, compounds whole */
  const placesIn = (text, words) => {
    const tokens = tokensOf(text);
    /** @type {[number, number][]} */
    const places = [];
    tokens.forEach(({ word, start, end }, index) => {
      const next = tokens[index + 1];
      const compound = next && text.slice(end, next.start) === "-" && words.has(word + next.word);
      if (compound) places.push([start, next.end]);
      else if (words.has(word) && start >= (places.at(-1)?.[1] ?? 0)) places.push([start, end]);
    });
    return places;
  };

  /** @param {string} text @param {Wanted} wanted @returns {Marked} all of it, in pieces */
  const marked = (text, wanted) => {
    const words = new Set(wanted.flatMap(([same]) => same));
    /** @type {Marked} */
    const pieces = [];
    let end = 0;
    for (const [start, stop] of placesIn(text, words)) {
      if (start > end) pieces.push([text.slice(end, start), false]);
      pieces.push([text.slice(start, stop), true]);
      end = stop;
    }
    if (end < text.length) pieces.push([text.slice(end), false]);
    return pieces;
  };

  /** @param {string} text blocks of text, one a line @param {Wanted} wanted @returns {string} its sentence that says most */
  const sentenceOf = (text, wanted) => {
    const blocks = text.split("\n").map((block) => block.split(END));
    const sets = wanted.map(([words, weight]) => ({ words: new Set(words), weight }));
    let best = "";
    let most = -1;
    blocks.forEach((sentences, block) => {
      sentences.forEach((sentence, index) => {
        const tokens = tokensOf(sentence);
        const holds = (/** @type {Set<string>} */ words) => tokens.some(({ word }) => words.has(word));
        const held = sets.reduce((sum, { words, weight }) => sum + (holds(words) ? weight : 0), 0);
        const worth = held && sentence.length >= LEAST ? held + 0.5 : held; // a name alone explains nothing
        if (worth <= most) return;
        most = worth;
        const next = sentences[index + 1] ?? blocks[block + 1]?.[0]; // after a name, what it means
        best = sentence.length < LEAST && next ? `${sentence}${sentences[index + 1] ? "" : " ·"} ${next}` : sentence;
      });
    });
    return best.length > MOST ? cut(best, wanted) : best;
  };

  /** @param {string} text @param {Wanted} wanted @returns {string} the part of it around the first word found */
  const cut = (text, wanted) => {
    const first = placesIn(text, new Set(wanted.flatMap(([words]) => words)))[0]?.[0] ?? 0;
    const start = first < MOST * 0.7 ? 0 : text.lastIndexOf(" ", first - MOST / 3) + 1;
    const end = start + MOST < text.length ? text.lastIndexOf(" ", start + MOST) : text.length;
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };

  /** @param {string} text @param {string} word folded @returns {string} as it is spelt there */
  const spelling = (text, word) => {
    const token = tokensOf(text).find((one) => one.word === word);
    return token ? text.slice(token.start, token.end).toLowerCase() : word;
  };

  /** @type {any} */ (self).kitExcerpt = { marked, sentenceOf, spelling };
})();
