// @ts-check
// French words for the search: how they are folded, which are forms of one another, which sound the same.
// Read in a page and in a worker alike. words.py folds and cuts the texts of the site in the same way.
(() => {
  "use strict";

  /** @param {string} text @returns {string} without capitals, accents, ligatures */
  const fold = (text) =>
    text
      .replace(/œ/gi, "oe")
      .replace(/æ/gi, "ae")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, "");

  /** @param {string} text @returns {string[]} its words, folded, those of an elision or a compound apart */
  const wordsOf = (text) => fold(text).match(/[a-z0-9]+/g) ?? [];

  // -- forms ------------------------------------------------------------------------------------------------------
  // After J. Savoy, « Light stemming approaches for the French, Portuguese, German and Hungarian languages » (2006),
  // on folded words, with the endings of verbs that Snowball's French stemmer lists (snowballstem.org) added. A word
  // that may be a noun or a verb has a stem as each; two words of which any stems are the same are forms of one.

  const NOUN = /(?:isation|ification|issement|ateur|atrice|ation|ition|ement|ence|ance|euse|eur|ite|age|eux|ive?|ee?)$/;
  const VERB =
    /(?:issaient|issions|issement|issantes?|issants?|issons|issait|issez|eraient|erions|eriez|erais|erait|erons|eront|eras|erez|erai|aient|antes?|ants?|ions|iez|ons|ent|ais|ait|ees?|es|ez|er|ir|is|it|re|us?|ues?|e|i)$/;

  /** @param {string} word @param {RegExp} ending @returns {string} the word without it, if enough is left */
  const without = (word, ending) => {
    const cut = word.replace(ending, (found) =>
      word.length - found.length >= (found.length > 2 ? 4 : 3) ? "" : found,
    );
    return cut
      .replace(/e+$/, "")
      .replace(/(?:qu|c)$/, "k")
      .replace(/y$/, "i")
      .replace(/([a-z])\1$/, "$1");
  };

  /** @type {Map<string, string[]>} */
  const stems = new Map();

  /** @param {string} word @returns {string[]} */
  const stemsOf = (word) => {
    let found = stems.get(word);
    if (!found) {
      found = [word];
      if (word.length > 3 && !/\d/.test(word)) {
        const one = word
          .replace(/(?<!e)aux$/, "al")
          .replace(/ail$/, (end) => (word.length > 5 ? "al" : end))
          .replace(/[sx]$/, "");
        found = [...new Set([without(one, NOUN), without(word, VERB), without(one, VERB)])];
      }
      stems.set(word, found);
    }
    return found;
  };

  /** What a word of three letters may end in, being another form: too short to be cut. */
  const PLURAL = /^(?:e?s?|x)$/;

  /** @param {string} one @param {string} other @returns {boolean} whether they are forms of one word */
  const alike = (one, other) => {
    if (one === other) return true;
    if (one.length < 4) return PLURAL.test(other.slice(one.length)) && other.startsWith(one);
    return other.length > 3 && stemsOf(one).some((stem) => stemsOf(other).includes(stem));
  };

  /** @param {string} word @returns {string} how it sounds, roughly: two words spelt otherwise may be the same one */
  const soundOf = (word) =>
    word
      .replace(/(?:es|e|s|x|t|d|p|z)+$/, (end) => (word.length - end.length > 2 ? "" : end))
      .replace(/er$|ez$|ai[st]?$|aient$/, "e")
      .replace(/ph/g, "f")
      .replace(/(?:sc|c|ç)(?=[eiy])/g, "s")
      .replace(/t(?=ion|iel|ieu)/g, "s")
      .replace(/qu|ck|c(?!h)/g, "k")
      .replace(/g(?=[eiy])/g, "j")
      .replace(/eau|au/g, "o")
      .replace(/ai|ei/g, "e")
      .replace(/[ea]([nm])(?![aeiouynm])/g, "a$1")
      .replace(/m(?=[bp])/g, "n")
      .replace(/(?<!c)h/g, "")
      .replace(/y/g, "i")
      .replace(/z/g, "s")
      .replace(/(.)\1+/g, "$1");

  /** What is typed in one piece though it is an elision: « lappel », « jai », « quil ». */
  const ELIDED = /^(?:[cdjlmnst]|qu)(?=[aeiouyh])/;

  /** What asks for the meaning of a word, in a folded query. */
  const DEFINES =
    /\bc.?est quoi\b|\bqu.?est.ce qu.{0,2}(?:une?|la|les?)\b|\bdefini(?:r|tion)|\bque veu(?:len)?t dire\b|\bsignifi/;

  /** @type {any} */ (self).kitFrench = { fold, wordsOf, stemsOf, alike, soundOf, ELIDED, DEFINES };
})();
