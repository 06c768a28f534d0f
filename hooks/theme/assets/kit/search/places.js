// @ts-check
// Where the words of the site stand, read by shares of them, as far as queries need: a large site has several.
(() => {
  "use strict";

  const { unpacked } = /** @type {any} */ (self).kitVocabulary;

  /** @typedef {{starts: Uint32Array, where: Uint32Array, steps: Uint32Array}} Share where each of its words starts among
   *   the places, the passage (or lead) of each place, the step of what the word weighs there */

  class Places {
    /** @param {Uint32Array} counts how often each word stands @param {number[]} sizes how many words each share has
     *  @param {(name: string) => Promise<any>} load gives what a file holds */
    constructor(counts, sizes, load) {
      this.counts = counts;
      this.load = load;
      /** @type {number[]} the first word of each share, and the end */
      this.firsts = [0];
      for (const size of sizes) this.firsts.push(this.firsts[this.firsts.length - 1] + size);
      /** @type {Map<number, Share>} those that were read */
      this.shares = new Map();
    }

    /** Read what every query needs, when that is all. */
    async prepare() {
      if (this.firsts.length === 2) await this.readShare(0);
    }

    /** @param {number[]} words @returns {Promise<void>} once where they stand is known */
    async read(words) {
      await Promise.all([...new Set(words.map((word) => this.shareOf(word)))].map((share) => this.readShare(share)));
    }

    /** @param {number} word @param {(place: number, step: number) => void} tell each place of it */
    each(word, tell) {
      const number = this.shareOf(word);
      const share = this.shares.get(number);
      if (!share) return;
      const own = word - this.firsts[number];
      for (let at = share.starts[own]; at < share.starts[own + 1]; at++) tell(share.where[at], share.steps[at]);
    }

    /** @param {number} word @returns {number} its share */
    shareOf(word) {
      return this.firsts.findIndex((first) => first > word) - 1;
    }

    /** @param {number} number */
    async readShare(number) {
      if (this.shares.has(number)) return;
      const [packed, steps] = await this.load(`words-${number}`);
      const [first, end] = [this.firsts[number], this.firsts[number + 1]];
      const starts = new Uint32Array(end - first + 1);
      for (let word = first; word < end; word++) starts[word - first + 1] = starts[word - first] + this.counts[word];
      const where = unpacked(packed);
      for (let word = 0; word < end - first; word++) {
        let before = -1;
        for (let at = starts[word]; at < starts[word + 1]; at++) {
          where[at] += before + 1;
          before = where[at];
        }
      }
      this.shares.set(number, { starts, where, steps: unpacked(steps) });
    }
  }

  /** @type {any} */ (self).kitPlaces = { Places };
})();
