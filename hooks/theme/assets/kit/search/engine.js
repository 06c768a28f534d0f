// @ts-check
// Ranks the passages of the site by what they hold of a query, and by the words that lead to them. What it knows comes
// from the files that search/files.py writes; the places of words are read by shares, as far as a query needs them.
(() => {
  "use strict";

  const { fold, DEFINES } = /** @type {any} */ (self).kitFrench;
  const { Vocabulary, unpacked } = /** @type {any} */ (self).kitVocabulary;
  const { Places } = /** @type {any} */ (self).kitPlaces;
  const { Leads } = /** @type {any} */ (self).kitLeads;
  const { Reader, WORTH } = /** @type {any} */ (self).kitQuery;
  const { near, nearSituations } = /** @type {any} */ (self).kitHelp;

  const SETTINGS = {
    /** What the rest of a page adds to each of its parts. */
    whole: 0.23,
    /** What a page gains when it is of the kind that was asked for: « modèle », « checklist ». */
    kind: 0.35,
    /** What a place that says what words mean gains when one is asked what they do: « c'est quoi ». */
    meaning: 2,
    /** How much it matters that all the words are there. */
    cover: 0.9,
    coverWhole: 2.5,
    /** What a word that says little counts, beside one that says something. */
    weak: 0.5,
    /** How much rare words count beyond common ones. */
    rare: 1,
    /** For each of the first answers, how many of its page there may be so far, itself among them. */
    ofAPage: [1, 1, 1, 2, 2, 2, 2, 2, 2, 2],
  };

  /** The kinds of which the pages say what words mean. */
  const MEANINGS = ["glossary", "framework"];

  /** @typedef {Float32Array} Scores of all passages, or of all leads, by number: 0 for no match */
  /** @typedef {{found: Scores, hinted: Scores, weight: number}} Match of one word of a query */
  /** @typedef {{page: number, part: number, file: number, at: number}} Place a passage: its page, its rank in it (0 for the
   *   page itself), the file that tells what it says, and where in it the page stands */
  /** @typedef {{total: number, answers: Place[], wanted: [string[], number][], near: [string, Place][],
   *   situations: [Place, Place][]}} Ranked *wanted*: for each word asked for, those of the site, and how much it counts;
   *   *near*: words, each with a place that holds it; of a situation, where it is said and where it is answered */

  class Engine {
    /** @param {any} data what index.js holds @param {(name: string) => Promise<any>} read gives what another file holds
     *  @param {() => Promise<void>} pause lets others work, where there are others */
    constructor(data, read, pause) {
      this.pause = pause;
      this.vocabulary = new Vocabulary(data.words);
      this.counts = unpacked(data.counts);
      this.reader = new Reader(this.vocabulary, this.counts, data, data.synonyms);
      /** @type {number[]} */
      this.scale = data.scale;
      /** @type {number[]} */
      this.kinds = unpacked(data.kind);
      this.kindWords = data.kinds.map((/** @type {[string, string]} */ [, title]) => this.reader.formsOf(fold(title)));
      this.boosts = Array.from(unpacked(data.boost), (tenths) => tenths / 10);
      /** the first passage of each page, and the page of each passage */
      this.firsts = [0];
      /** @type {number[]} */
      this.pageOf = [];
      for (const count of unpacked(data.passages)) {
        for (let part = 0; part < count; part++) this.pageOf.push(this.firsts.length - 1);
        this.firsts.push(this.pageOf.length);
      }
      this.leads = new Leads(unpacked(data.leads), this.pageOf);
      /** the file of each page, and its rank there */
      this.files = Array.from(unpacked(data.texts)).flatMap((count, file) =>
        Array.from({ length: count }, (_, at) => [file, at]),
      );
      this.about = { kinds: data.kinds };
      this.situations = pairs(unpacked(data.situations));
      this.places = new Places(this.counts, data.shares, read);
    }

    // -- from words to passages

    /** @param {Map<number, number>} variants @returns {[Scores, Scores]} what each passage, and each lead, owes to the best */
    scores(variants) {
      const found = new Float32Array(this.pageOf.length);
      const hinted = new Float32Array(this.leads.count);
      for (const [word, worth] of variants) {
        this.places.each(word, (/** @type {number} */ place, /** @type {number} */ step) => {
          if (place >= found.length) hinted[place - found.length] = Math.max(worth, hinted[place - found.length]);
          else found[place] = Math.max(worth * this.scale[step], found[place]);
        });
      }
      return [found, hinted];
    }

    /** @param {any} asked a word of the query @returns {Match} */
    match({ variants, others, weak }) {
      const [found, hinted] = this.scores(variants);
      for (const phrase of others) {
        const parts = phrase.map((/** @type {Map<number, number>} */ part) => this.scores(part));
        keepBest(found, allOf(parts.map((/** @type {Scores[]} */ part) => part[0])), WORTH.synonym);
        keepBest(hinted, allOf(parts.map((/** @type {Scores[]} */ part) => part[1])), WORTH.synonym);
      }
      let count = 0;
      for (const score of found) if (score > 0) count++;
      const weight = Math.log(1 + (found.length - count + 0.5) / (count + 0.5)) ** SETTINGS.rare;
      return { found, hinted, weight: weak ? SETTINGS.weak * weight : weight };
    }

    /** @param {string} query @returns {Promise<{ranked: number[], asked: any[]}>} passages, best first */
    async rank(query) {
      const asked = this.reader.read(query);
      await this.places.read(asked.flatMap(wordsIn));
      const matches = [];
      for (const one of asked) {
        matches.push(this.match(one));
        await this.pause();
      }
      const scores = this.total(matches);
      const wanted = this.kindsIn(asked);
      const meaning = DEFINES.test(fold(query)) ? 1 + SETTINGS.meaning : 1;
      const ranked = [];
      for (let number = 0; number < scores.length; number++) {
        if (scores[number] <= 0) continue;
        const kind = this.kinds[this.pageOf[number]];
        if (wanted.has(kind)) scores[number] *= 1 + SETTINGS.kind;
        if (MEANINGS.includes(this.about.kinds[kind][0])) scores[number] *= meaning;
        ranked.push(number);
      }
      ranked.sort((one, other) => scores[other] - scores[one] || one - other);
      return { ranked: this.varied(ranked), asked };
    }

    /** @param {any[]} asked @returns {Set<number>} the kinds that are asked for by their names, or by synonyms of them */
    kindsIn(asked) {
      const said = new Set(
        asked.flatMap(({ variants, others }) => [...sure(variants), ...others.flat().flatMap(sure)]),
      );
      const kinds = new Set();
      this.kindWords.forEach((/** @type {Map<number, number>} */ words, /** @type {number} */ kind) => {
        if ([...words.keys()].some((word) => said.has(word))) kinds.add(kind);
      });
      return kinds;
    }

    /** @param {Match[]} matches @returns {Scores} */
    total(matches) {
      const all = matches.reduce((sum, match) => sum + match.weight, 0) || 1;
      const total = this.leads.alone(matches, all);
      const led = this.leads.together(matches, all);
      const best = matches.map(() => new Float32Array(this.firsts.length - 1)); // of each word, wherever in the page
      for (let number = 0; number < total.length; number++) {
        let own = 0;
        let covered = 0;
        for (let index = 0; index < matches.length; index++) {
          const { found, weight } = matches[index];
          const score = found[number];
          if (score === 0) continue;
          own += weight * score;
          covered += weight;
          const page = this.pageOf[number];
          if (score > best[index][page]) best[index][page] = score;
        }
        total[number] += own * (covered / all) ** SETTINGS.cover;
      }
      const added = new Float32Array(this.firsts.length - 1);
      for (let page = 0; page < added.length; page++) {
        let sum = 0;
        let covered = 0;
        matches.forEach(({ weight }, index) => {
          sum += weight * best[index][page];
          covered += best[index][page] > 0 ? weight : 0;
        });
        added[page] = led[page] + SETTINGS.whole * sum * (covered / all) ** SETTINGS.coverWhole;
      }
      for (let number = 0; number < total.length; number++) {
        const page = this.pageOf[number];
        if (total[number] > 0) total[number] = (total[number] + added[page]) * this.boosts[page];
      }
      return total;
    }

    /** The first answers are of as many pages, the next ones of many: who was misunderstood by one finds another. All
     * the others follow, in their order. @param {number[]} ranked @returns {number[]} */
    varied(ranked) {
      const left = [...ranked];
      /** @type {Map<number, number>} */
      const counts = new Map();
      const count = (/** @type {number} */ number) => counts.get(this.pageOf[number]) ?? 0;
      const first = [];
      for (const most of SETTINGS.ofAPage) {
        const at = left.findIndex((number) => count(number) < most);
        if (at < 0) continue;
        const [number] = left.splice(at, 1);
        counts.set(this.pageOf[number], count(number) + 1);
        first.push(number);
      }
      return first.concat(left);
    }

    /** @param {string} query @param {number} from @param {number} count @returns {Promise<Ranked>} */
    async ask(query, from, count) {
      const { ranked, asked } = await this.rank(query);
      const lost = asked.filter((one) => wordsIn(one).length === 0).map(({ word }) => word);
      return {
        total: ranked.length,
        answers: ranked.slice(from, from + count).map((number) => this.place(number)),
        wanted: asked.map((one) => [
          shownIn(one).map((word) => this.vocabulary.words[word]),
          one.weak ? SETTINGS.weak : 1,
        ]),
        near: await near(this, lost),
        situations: ranked.length || !asked.length ? [] : await nearSituations(this, lost),
      };
    }

    /** @param {number} passage @returns {Place} */
    place(passage) {
      const page = this.pageOf[passage];
      const [file, at] = this.files[page];
      return { page, part: passage - this.firsts[page], file, at };
    }
  }

  /** @param {any} asked @returns {number[]} all the words of the site that it may stand for */
  const wordsIn = ({ variants, others }) => [
    ...variants.keys(),
    ...others.flat().flatMap((/** @type {any} */ part) => [...part.keys()]),
  ];

  /** @param {any} asked @returns {number[]} those that are worth a mark: of a phrase, its own words and no distant form */
  const shownIn = ({ variants, others }) => {
    const shown = new Set(variants.keys());
    for (const phrase of others) {
      for (const part of phrase) {
        for (const [word, worth] of part) if (phrase.length === 1 || worth >= WORTH.number) shown.add(word);
      }
    }
    return [...shown];
  };

  /** @param {Map<number, number>} variants @returns {number[]} those that are more than beginnings */
  const sure = (variants) => [...variants].filter(([, worth]) => worth >= WORTH.typo).map(([word]) => word);

  /** @param {Uint32Array} numbers */
  const pairs = (numbers) =>
    Array.from({ length: numbers.length / 2 }, (_, at) => numbers.subarray(2 * at, 2 * at + 2));

  /** @param {Scores} best @param {Scores} others @param {number} worth */
  const keepBest = (best, others, worth) => {
    for (let number = 0; number < best.length; number++) {
      if (worth * others[number] > best[number]) best[number] = worth * others[number];
    }
  };

  /** @param {Scores[]} parts @returns {Scores} what holds every part, worth its weakest one */
  const allOf = ([first, ...others]) =>
    others.length ? first.map((score, number) => Math.min(score, ...others.map((other) => other[number]))) : first;

  /** @param {(name: string) => Promise<any>} read @param {() => Promise<void>} pause @returns {Promise<Engine>} */
  const open = async (read, pause) => {
    const engine = new Engine(await read("index"), read, pause);
    await engine.places.prepare();
    return engine;
  };

  /** @type {any} */ (self).kitEngine = { Engine, SETTINGS, open };
})();
