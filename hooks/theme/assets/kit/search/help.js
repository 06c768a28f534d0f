// @ts-check
// What the search offers when it finds nothing: words of the site that are nearly those, situations that resemble.
(() => {
  "use strict";

  /** @typedef {any} Place as engine.js tells it */

  /** Words, and situations, that are offered at most. */
  const WORDS = 5;
  const SITUATIONS = 3;

  /** @param {any} engine @param {string[]} lost words that the site does not have @returns {Promise<[string, Place][]>}
   *  a few that it has, each with a place that holds it */
  const near = async (engine, lost) => {
    const { vocabulary, counts, places } = engine;
    const found = lost.flatMap((word) => {
      const mistakes = word.length < 6 ? 1 : word.length < 9 ? 2 : 3;
      if (word.length < 4) return [];
      return vocabulary
        .near(word, mistakes)
        .filter((/** @type {number} */ other) => vocabulary.words[other][0] === word[0]);
    });
    found.sort((one, other) => counts[other] - counts[one]);
    const few = [...new Set(found)].slice(0, WORDS);
    await places.read(few);
    return few.flatMap((word) => {
      const passage = firstPassage(engine, word);
      return passage === undefined
        ? []
        : [/** @type {[string, Place]} */ ([vocabulary.words[word], engine.place(passage)])];
    });
  };

  /** @param {any} engine @param {number} word @returns {number | undefined} the first passage that holds it */
  const firstPassage = (engine, word) => {
    /** @type {number | undefined} */
    let first;
    engine.places.each(word, (/** @type {number} */ place) => {
      if (first === undefined && place < engine.pageOf.length) first = place;
    });
    return first;
  };

  /** @param {any} engine @param {string[]} lost @returns {Promise<[Place, Place][]>} the situations that resemble most,
   *  letter by letter; when none does, some of the beginning, of the middle and of the end */
  const nearSituations = async (engine, lost) => {
    const wanted = new Set(lost.flatMap(trigrams));
    /** @type {Map<number, number>} */
    const alike = new Map();
    engine.vocabulary.words.forEach((/** @type {string} */ word, /** @type {number} */ number) => {
      const same = trigrams(word).filter((piece) => wanted.has(piece)).length;
      if (same > 2) alike.set(number, same / word.length);
    });
    await engine.places.read([...alike.keys()]);
    const [found] = engine.scores(alike);
    const situations = /** @type {[number, number][]} */ (engine.situations);
    const spread = situations.length / SITUATIONS;
    const all = situations.map((pair, rank) => ({ pair, score: found[pair[0]], away: rank % Math.ceil(spread) }));
    all.sort((one, other) => other.score - one.score || one.away - other.away);
    return all.slice(0, SITUATIONS).map(({ pair: [said, answer] }) => [engine.place(said), engine.place(answer)]);
  };

  /** @param {string} word @returns {string[]} */
  const trigrams = (word) => Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

  /** @type {any} */ (self).kitHelp = { near, nearSituations };
})();
