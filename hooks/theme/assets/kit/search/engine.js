// @ts-check
// Ranks the passages of the site by what they hold of a query, and by the words that lead to them. What it knows comes
// from the files that search/files.py writes; the places of words are read by shares, as far as a query needs them.
(() => {
  "use strict";

  const { Vocabulary, unpacked } = /** @type {any} */ (self).kitVocabulary;
  const { Reader, WORTH } = /** @type {any} */ (self).kitQuery;

  const SETTINGS = {
    /** What the rest of a page adds to each of its parts. */
    whole: 0.23,
    /** What words that lead to a place are worth, beside the words of the place itself; */
    hint: 16,
    /** and the part of it that is due when a single one of them is said. */
    hintBegun: 0.4,
    /** What a page gains when it is of the kind that was asked for: « modèle », « checklist ». */
    kind: 0.35,
    /** How much it matters that all the words are there. */
    cover: 0.9,
    coverWhole: 2.5,
    /** What a word that says little counts, beside one that says something. */
    weak: 0.4,
    /** How much rare words count beyond common ones. */
    rare: 1,
    /** Answers of one page among the first ones. */
    ofAPage: 2,
    first: 10,
  };

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
      this.read = read;
      this.pause = pause;
      this.vocabulary = new Vocabulary(data.words);
      this.counts = unpacked(data.counts);
      this.reader = new Reader(this.vocabulary, this.counts, data, data.synonyms);
      /** @type {number[]} */
      this.scale = data.scale;
      /** @type {number[]} */
      this.kinds = unpacked(data.kind);
      this.kindWords = data.kinds.map((/** @type {[string, string]} */ [, title]) =>
        this.reader.formsOf(self.kitFrench.fold(title)),
      );
      this.boosts = Array.from(unpacked(data.boost), (tenths) => tenths / 10);
      /** the first passage of each page, and the page of each passage */
      this.firsts = [0];
      /** @type {number[]} */
      this.pageOf = [];
      for (const count of unpacked(data.passages)) {
        for (let part = 0; part < count; part++) this.pageOf.push(this.firsts.length - 1);
        this.firsts.push(this.pageOf.length);
      }
      this.leads = triples(unpacked(data.leads)).map(([passage, words, tenths]) => ({
        passage,
        words,
        weight: tenths / 10,
      }));
      /** the file of each page, and its rank there */
      this.files = Array.from(unpacked(data.texts)).flatMap((count, file) =>
        Array.from({ length: count }, (_, at) => [file, at]),
      );
      this.about = { kinds: data.kinds };
      this.situations = pairs(unpacked(data.situations));
      /** the first word of each share, and where its words stand once they are read */
      this.shares = /** @type {number[]} */ (data.shares).reduce(
        (starts, count) => [...starts, (starts.at(-1) ?? 0) + count],
        [0],
      );
      /** @type {Map<number, {starts: Uint32Array, where: Uint32Array, steps: Uint8Array}>} */
      this.places = new Map();
    }

    /** Read what most queries need. */
    async prepare() {
      if (this.shares.length === 2) await this.share(0);
    }

    // -- where words stand

    /** @param {number} word @returns {number} its share */
    shareOf(word) {
      return this.shares.findIndex((start) => start > word) - 1;
    }

    /** @param {number} number @returns {Promise<void>} once where its words stand is known */
    async share(number) {
      if (this.places.has(number)) return;
      const [where, steps] = await this.read(`words-${number}`);
      const [first, end] = [this.shares[number], this.shares[number + 1]];
      const starts = new Uint32Array(end - first + 1);
      for (let word = first; word < end; word++) starts[word - first + 1] = starts[word - first] + this.counts[word];
      const places = unpacked(where);
      for (let word = 0; word < end - first; word++) {
        let before = -1;
        for (let at = starts[word]; at < starts[word + 1]; at++) before = places[at] += before + 1;
      }
      this.places.set(number, { starts, where: places, steps: Uint8Array.from(unpacked(steps)) });
    }

    /** @param {number[]} words @returns {Promise<void>} once where they stand is known */
    async readAll(words) {
      await Promise.all([...new Set(words.map((word) => this.shareOf(word)))].map((number) => this.share(number)));
    }

    /** @param {number} word @param {(place: number, step: number) => void} tell each place of it */
    eachPlace(word, tell) {
      const number = this.shareOf(word);
      const share = this.places.get(number);
      if (!share) return;
      const own = word - this.shares[number];
      for (let at = share.starts[own]; at < share.starts[own + 1]; at++) tell(share.where[at], share.steps[at]);
    }

    // -- from words to passages

    /** @param {Map<number, number>} variants @returns {[Scores, Scores]} what each passage, and each lead, owes to the best */
    scores(variants) {
      const found = new Float32Array(this.pageOf.length);
      const hinted = new Float32Array(this.leads.length);
      for (const [word, worth] of variants) {
        this.eachPlace(word, (place, step) => {
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
      await this.readAll(asked.flatMap(wordsIn));
      const matches = [];
      for (const one of asked) {
        matches.push(this.match(one));
        await this.pause();
      }
      const scores = this.total(matches);
      const wanted = this.kindsIn(asked);
      const ranked = [];
      for (let number = 0; number < scores.length; number++) {
        if (scores[number] <= 0) continue;
        if (wanted.has(this.kinds[this.pageOf[number]])) scores[number] *= 1 + SETTINGS.kind;
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
      const total = this.hintTotal(matches, all);
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
        added[page] = SETTINGS.whole * sum * (covered / all) ** SETTINGS.coverWhole;
      }
      for (let number = 0; number < total.length; number++) {
        const page = this.pageOf[number];
        if (total[number] > 0) total[number] = (total[number] + added[page]) * this.boosts[page];
      }
      return total;
    }

    /** What the leads give to the passages they lead to: most when all of the query is in one, and it in the query.
     * @param {Match[]} matches @param {number} all @returns {Scores} */
    hintTotal(matches, all) {
      const total = new Float32Array(this.pageOf.length);
      this.leads.forEach((lead, number) => {
        let weight = 0;
        let count = 0;
        for (const match of matches) {
          if (match.hinted[number] === 0) continue;
          weight += match.weight * match.hinted[number];
          count += 1;
        }
        if (count === 0) return;
        const said = SETTINGS.hintBegun + (1 - SETTINGS.hintBegun) * Math.min(1, count / lead.words);
        const score = SETTINGS.hint * lead.weight * weight * (weight / all) * said;
        if (score > total[lead.passage]) total[lead.passage] = score;
      });
      return total;
    }

    /** Few answers of one page among the first ones: the others follow. @param {number[]} ranked @returns {number[]} */
    varied(ranked) {
      /** @type {Map<number, number>} */
      const counts = new Map();
      /** @type {number[]} */
      const first = [];
      /** @type {number[]} */
      const later = [];
      for (const number of ranked) {
        const page = this.pageOf[number];
        const count = counts.get(page) ?? 0;
        const many = first.length < SETTINGS.first && count >= SETTINGS.ofAPage;
        counts.set(page, count + 1);
        (many ? later : first).push(number);
      }
      const rest = new Map(ranked.map((number, rank) => [number, rank]));
      const end = first.splice(SETTINGS.first).concat(later);
      return first.concat(end.sort((one, other) => (rest.get(one) ?? 0) - (rest.get(other) ?? 0)));
    }

    /** @param {string} query @param {number} from @param {number} count @returns {Promise<Ranked>} */
    async ask(query, from, count) {
      const { ranked, asked } = await this.rank(query);
      const lost = asked.filter((one) => wordsIn(one).length === 0).map(({ word }) => word);
      return {
        total: ranked.length,
        answers: ranked.slice(from, from + count).map((number) => this.place(number)),
        wanted: asked.map((one) => [
          wordsIn(one).map((word) => this.vocabulary.words[word]),
          one.weak ? SETTINGS.weak : 1,
        ]),
        near: await this.nearest(lost),
        situations: ranked.length || !asked.length ? [] : await this.nearSituations(lost),
      };
    }

    /** @param {number} passage @returns {Place} */
    place(passage) {
      const page = this.pageOf[passage];
      const [file, at] = this.files[page];
      return { page, part: passage - this.firsts[page], file, at };
    }

    // -- when nothing is found

    /** @param {string[]} lost words that the site does not have @returns {Promise<[string, Place][]>} a few that it has */
    async nearest(lost) {
      const { vocabulary } = this;
      const found = lost
        .filter((word) => word.length > 3)
        .flatMap((word) => {
          const most = word.length < 6 ? 1 : word.length < 9 ? 2 : 3;
          return vocabulary
            .near(word, most)
            .filter((/** @type {number} */ place) => vocabulary.words[place][0] === word[0]);
        });
      found.sort((one, other) => this.counts[other] - this.counts[one]);
      const few = [...new Set(found)].slice(0, 5);
      await this.readAll(few);
      return few.flatMap((word) => {
        const stands = this.firstPassage(word);
        return stands === undefined
          ? []
          : [/** @type {[string, Place]} */ ([vocabulary.words[word], this.place(stands)])];
      });
    }

    /** @param {number} word @returns {number | undefined} the first passage that holds it */
    firstPassage(word) {
      /** @type {number | undefined} */
      let first;
      this.eachPlace(word, (place) => {
        if (first === undefined && place < this.pageOf.length) first = place;
      });
      return first;
    }

    /** @param {string[]} lost @returns {Promise<[Place, Place][]>} the situations that resemble most, letter by letter */
    async nearSituations(lost) {
      const wanted = new Set(lost.flatMap(trigrams));
      const alike = new Map();
      this.vocabulary.words.forEach((/** @type {string} */ word, /** @type {number} */ number) => {
        const same = trigrams(word).filter((piece) => wanted.has(piece)).length;
        if (same > 2) alike.set(number, same / word.length);
      });
      await this.readAll([...alike.keys()]);
      const [found] = this.scores(alike);
      const all = this.situations.map((pair, rank) => ({ pair, rank, score: found[pair[0]] }));
      all.sort((one, other) => other.score - one.score || one.rank - other.rank);
      return all.slice(0, 3).map(({ pair: [said, answer] }) => [this.place(said), this.place(answer)]);
    }
  }

  /** @param {string} word @returns {string[]} */
  const trigrams = (word) => Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

  /** @param {any} asked @returns {number[]} all the words of the site that it may stand for */
  const wordsIn = ({ variants, others }) => [
    ...variants.keys(),
    ...others.flat().flatMap((/** @type {any} */ part) => [...part.keys()]),
  ];

  /** @param {Map<number, number>} variants @returns {number[]} those that are more than beginnings */
  const sure = (variants) => [...variants].filter(([, worth]) => worth >= WORTH.typo).map(([word]) => word);

  /** @param {Uint32Array} numbers */
  const triples = (numbers) =>
    Array.from({ length: numbers.length / 3 }, (_, at) => numbers.subarray(3 * at, 3 * at + 3));

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
    await engine.prepare();
    return engine;
  };

  /** @type {any} */ (self).kitEngine = { Engine, SETTINGS, open };
})();
