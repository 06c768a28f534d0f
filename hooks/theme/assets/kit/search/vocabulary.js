// @ts-check
// The words of the site, in order: those that begin so, those that are forms of one, those that are nearly the same.
(() => {
  "use strict";

  const { alike, soundOf } = /** @type {any} */ (self).kitFrench;

  // -- what packed.py wrote -----------------------------------------------------------------------------------------

  const MORE = "abcdefghijklmnopqrstuvwxyz!#$%()";
  const LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  const DIGITS = new Int8Array(128);
  for (let digit = 0; digit < 32; digit++) {
    DIGITS[MORE.charCodeAt(digit)] = -1 - digit;
    DIGITS[LAST.charCodeAt(digit)] = digit;
  }

  /** @param {string} text @returns {Uint32Array} the numbers that it holds */
  const unpacked = (text) => {
    const numbers = new Uint32Array(text.length);
    let count = 0;
    let number = 0;
    for (let at = 0; at < text.length; at++) {
      const digit = DIGITS[text.charCodeAt(at)];
      if (digit < 0) number = number * 32 - 1 - digit;
      else {
        numbers[count++] = number * 32 + digit;
        number = 0;
      }
    }
    return numbers.subarray(0, count);
  };

  class Vocabulary {
    /** @param {string} packed */
    constructor(packed) {
      /** @type {string[]} in order */
      this.words = [];
      /** @type {number[]} how many letters each word has in common with the one before */
      this.common = [];
      let word = "";
      for (const [, letter, rest] of packed.matchAll(/([A-Z])([a-z0-9]*)/g)) {
        const common = letter.charCodeAt(0) - 65;
        word = word.slice(0, common) + rest;
        this.words.push(word);
        this.common.push(common);
      }
      /** @type {Map<string, number[]> | undefined} by sound: made when a word is not known */
      this.sounds = undefined;
    }

    /** @param {string} word @returns {number} where it stands, or would stand */
    placeOf(word) {
      let low = 0;
      let high = this.words.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.words[middle] < word) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /** @param {string} word @returns {number} where it stands, -1 for nowhere */
    find(word) {
      const place = this.placeOf(word);
      return this.words[place] === word ? place : -1;
    }

    /** @param {string} start @returns {number[]} the words that begin so */
    startingWith(start) {
      const found = [];
      for (let place = this.placeOf(start); this.words[place]?.startsWith(start); place++) found.push(place);
      return found;
    }

    /** @param {string} word @returns {number[]} its other forms, which begin as it does */
    formsOf(word) {
      return this.startingWith(word.slice(0, 3)).filter((place) => alike(word, this.words[place]));
    }

    /** @param {string} word @returns {number[]} those that sound the same */
    soundingLike(word) {
      if (!this.sounds) {
        this.sounds = new Map();
        for (let place = 0; place < this.words.length; place++) {
          const sound = soundOf(this.words[place]);
          const same = this.sounds.get(sound);
          if (same) same.push(place);
          else this.sounds.set(sound, [place]);
        }
      }
      return this.sounds.get(soundOf(word)) ?? [];
    }

    /** The words at most so many mistakes away: a letter too many, too few, another, or two that changed places.
     * Rows of the table of distances are kept for the letters in common with the word before, and words that begin too
     * badly are passed over together.
     * @param {string} word @param {number} mistakes @returns {number[]} */
    near(word, mistakes) {
      const { words, common } = this;
      const width = word.length;
      /** @type {Uint8Array[]} */
      const rows = [Uint8Array.from({ length: width + 1 }, (_, at) => at)];
      const found = [];
      let known = 0; // how many letters of the word before have their row
      for (let place = 0; place < words.length; place++) {
        const other = words[place];
        known = Math.min(known, common[place]);
        if (other.length > width + mistakes) continue;
        let least = 0;
        while (known < other.length && least <= mistakes) least = this.row(rows, word, other, known++);
        if (least > mistakes)
          while (common[place + 1] >= known) place++; // they all begin as badly
        else if (rows[other.length][width] <= mistakes) found.push(place);
      }
      return found;
    }

    /** The row of one letter of *other*: the mistakes between it so far and each beginning of *word*.
     * @param {Uint8Array[]} rows @param {string} word @param {string} other @param {number} letter @returns {number} the fewest */
    row(rows, word, other, letter) {
      const above = rows[letter];
      const row = (rows[letter + 1] ??= new Uint8Array(word.length + 1));
      const sign = other[letter];
      let least = (row[0] = letter + 1);
      for (let at = 1; at <= word.length; at++) {
        let cost = Math.min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (sign === word[at - 1] ? 0 : 1));
        if (letter > 0 && at > 1 && sign === word[at - 2] && other[letter - 1] === word[at - 1])
          cost = Math.min(cost, rows[letter - 1][at - 2] + 1);
        row[at] = cost;
        if (cost < least) least = cost;
      }
      return least;
    }
  }

  /** @type {any} */ (self).kitVocabulary = { Vocabulary, unpacked };
})();
