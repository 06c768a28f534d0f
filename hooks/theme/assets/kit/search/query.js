// @ts-check
// From what was typed to words of the site: other forms of a word, words that begin like it, words one or two mistakes
// away, words that sound the same, synonyms, acronyms, what was glued or cut. Nothing typed is ever an error.
(() => {
  "use strict";

  const { wordsOf, alike, stemsOf, ELIDED } = /** @type {any} */ (self).kitFrench;

  /** What a match is worth, by how far it is from what was typed. */
  const WORTH = { number: 0.9, form: 0.75, beginning: 0.6, synonym: 0.65, sound: 0.65, typo: 0.6, typos: 0.45 };

  /** Words taken for the end of an unfinished one: the commonest. Two letters begin a thousand. */
  const MOST_ENDINGS = 60;

  /** @typedef {Map<number, number>} Variants words of the site that a typed word may stand for, with what each is worth */
  /** @typedef {{word: string, weak: boolean, variants: Variants, others: Variants[][]}} Asked a word that was
   *   asked for; *others* are phrases that mean the same, each as the variants of each of its words */

  /** @param {string} word @returns {string} the same in the plural and the feminine */
  const withoutNumber = (word) => word.replace(/(?:e?s?|x)$/, "");

  class Reader {
    /** @param {any} vocabulary @param {Uint32Array} counts how often each word stands @param {{stop: string, weak: string}} lists
     *  @param {string[][]} synonyms groups of phrases that mean the same */
    constructor(vocabulary, counts, lists, synonyms) {
      this.vocabulary = vocabulary;
      this.counts = counts;
      this.stop = new Set(lists.stop.split(" "));
      this.weak = new Set(lists.weak.split(" "));
      this.synonyms = synonyms.map((group) => group.filter(Boolean).map((phrase) => phrase.split(" ")));
      /** @type {Map<string, [number, string[]][]>} the phrases that begin with a stem: their group, their words */
      this.phrases = new Map();
      this.synonyms.forEach((group, number) => {
        for (const phrase of group) {
          for (const stem of stemsOf(phrase[0])) {
            const same = this.phrases.get(stem);
            if (same) same.push([number, phrase]);
            else this.phrases.set(stem, [[number, phrase]]);
          }
        }
      });
    }

    /** @param {string} query @returns {Asked[]} */
    read(query) {
      const typed = /** @type {string[]} */ (wordsOf(query));
      const telling = typed.flatMap((word) => this.partsOf(word)).filter((word) => !this.stop.has(word));
      const longer = telling.filter((word) => word.length > 1 || /\d/.test(word));
      const words = longer.length ? longer : telling;
      const last = words.at(-1);
      const open = /[\p{L}\p{N}]$/u.test(query) && last === typed.at(-1);
      const asked = words.map((word, index) => {
        const unfinished = open && index === words.length - 1;
        return {
          word,
          weak: this.weak.has(word),
          variants: this.variantsOf(word, unfinished),
          others: /** @type {Variants[][]} */ ([]),
        };
      });
      this.addOthers(asked);
      return asked;
    }

    // -- a word by itself

    /** @param {string} word @returns {boolean} whether the site has it, in some form */
    knows(word) {
      return this.vocabulary.find(word) >= 0 || this.phrases.has(word) || this.vocabulary.formsOf(word).length > 0;
    }

    /** @param {string} word as typed @returns {string[]} the words that were glued in it, itself for most */
    partsOf(word) {
      if (word.length < 3 || this.stop.has(word) || this.knows(word)) return [word];
      const rest = word.replace(ELIDED, "");
      if (rest !== word && (this.stop.has(rest) || (rest.length > 3 && this.knows(rest)))) return [rest];
      if (word.length < 7 || this.vocabulary.startingWith(word).length || this.vocabulary.near(word, 1).length)
        return [word];
      return this.cut(word) ?? [word];
    }

    /** @param {string} word @returns {string[] | undefined} it as the fewest words in a row, if it is nothing else */
    cut(word) {
      /** @type {(string[] | undefined)[]} the fewest words up to each letter */
      const best = [[]];
      for (let end = 2; end <= word.length; end++) {
        for (let start = Math.max(0, end - 16); start <= end - 2; start++) {
          const before = best[start];
          const piece = word.slice(start, end);
          if (!before || !(this.stop.has(piece) || (piece.length > 3 && this.knows(piece)))) continue;
          if (before.length + 1 < (best[end]?.length ?? Infinity)) best[end] = [...before, piece];
        }
      }
      return best[word.length];
    }

    /** @param {string} word @returns {Variants} it and its other forms */
    formsOf(word) {
      const { vocabulary } = this;
      /** @type {Variants} */
      const forms = new Map();
      const bare = withoutNumber(word);
      for (const place of vocabulary.formsOf(word)) {
        forms.set(place, withoutNumber(vocabulary.words[place]) === bare ? WORTH.number : WORTH.form);
      }
      const place = vocabulary.find(word);
      if (place >= 0) forms.set(place, 1);
      return forms;
    }

    /** @param {string} word @param {boolean} unfinished is it still being typed? @returns {Variants} */
    variantsOf(word, unfinished) {
      const { vocabulary } = this;
      const variants = this.formsOf(word);
      const known = variants.size > 0 || this.phrases.has(word);
      /** @param {Iterable<number>} places @param {(place: number) => number} worth */
      const add = (places, worth) => {
        for (const place of places) variants.set(place, Math.max(worth(place), variants.get(place) ?? 0));
      };
      // an unknown word may be one cut short, as one speaks: « presta », « orga »
      if (word.length > (unfinished ? 1 : known ? Infinity : 3)) {
        const endings = vocabulary.startingWith(word);
        endings.sort((/** @type {number} */ one, /** @type {number} */ other) => this.counts[other] - this.counts[one]);
        const worth = (/** @type {number} */ place) =>
          WORTH.beginning * Math.sqrt(word.length / vocabulary.words[place].length);
        add(endings.slice(0, MOST_ENDINGS), worth);
      }
      if (known || variants.size > 0 || word.length < 4 || /^\d+$/.test(word)) return variants;
      for (const [places, worth] of this.mistaken(word)) {
        add(places, () => worth);
        for (const place of places) add(this.formsOf(vocabulary.words[place]).keys(), () => worth * WORTH.form);
      }
      return variants;
    }

    /** @param {string} word that the site does not have @returns {[number[], number][]} those that may have been meant */
    mistaken(word) {
      const { vocabulary } = this;
      /** @type {[number[], number][]} */
      const found = [
        [vocabulary.soundingLike(word), WORTH.sound],
        [vocabulary.near(word, 1), WORTH.typo],
      ];
      if (found.some(([places]) => places.length) || word.length < 7) return found;
      return [[vocabulary.near(word, 2), WORTH.typos]];
    }

    // -- words together

    /** The other ways to say what a query says: for each of its words, phrases that may stand in its place.
     * @param {Asked[]} asked */
    addOthers(asked) {
      asked.forEach(({ word }, start) => {
        /** @type {Set<[number, string[]]>} */
        const found = new Set(stemsOf(word).flatMap((/** @type {string} */ stem) => this.phrases.get(stem) ?? []));
        for (const [group, phrase] of found) {
          const said = phrase.every(
            (part, index) => start + index < asked.length && alike(asked[start + index].word, part),
          );
          if (!said) continue;
          const others = this.synonyms[group].filter((other) => other !== phrase);
          const read = others.map((other) => other.map((part) => this.formsOf(part)));
          phrase.forEach((_, index) => asked[start + index].others.push(...read));
        }
        const joined = start + 1 < asked.length ? this.formsOf(word + asked[start + 1].word) : new Map();
        if (joined.size) for (const one of [start, start + 1]) asked[one].others.push([joined]);
      });
    }
  }

  /** @type {any} */ (self).kitQuery = { Reader, WORTH };
})();
