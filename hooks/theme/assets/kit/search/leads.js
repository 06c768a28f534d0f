// @ts-check
// What leads to a place: words in which readers ask for it, whatever the page itself says. A lead counts by itself, when
// it is what was typed; and all those of a page count together, as a sentence takes a word of one and a word of another.
(() => {
  "use strict";

  const SETTINGS = {
    /** What a lead is worth that is said in full, beside the words of the place itself. */
    lead: 20,
    /** What all the leads of a page are worth together. */
    together: 8,
  };

  /** @typedef {Float32Array} Scores by number: 0 for no match */
  /** @typedef {{hinted: Scores, weight: number}} Match of one word of a query: what each lead owes to it */

  class Leads {
    /** @param {Uint32Array} numbers for each lead its passage, how many words it has, the tenths of its weight
     *  @param {number[]} pageOf the page of each passage */
    constructor(numbers, pageOf) {
      this.pageOf = pageOf;
      this.pages = pageOf.length ? pageOf[pageOf.length - 1] + 1 : 0;
      this.count = numbers.length / 3;
      /** @type {{passage: number, page: number, words: number, weight: number}[]} */
      this.leads = [];
      for (let at = 0; at < numbers.length; at += 3) {
        const [passage, words] = [numbers[at], numbers[at + 1]];
        this.leads.push({ passage, page: pageOf[passage], words, weight: numbers[at + 2] / 10 });
      }
    }

    /** What the leads give to the passages they lead to: most when all of the query is in one, and it in the query.
     * @param {Match[]} matches @param {number} all what the query weighs @returns {Scores} by passage */
    alone(matches, all) {
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
        const said = Math.min(1, count / lead.words);
        const score = SETTINGS.lead * lead.weight * weight * (weight / all) * said;
        if (score > total[lead.passage]) total[lead.passage] = score;
      });
      return total;
    }

    /** What the leads of a page give to the whole of it: each word of the query counts in the lead of which it is most,
     * and all of them by how much of the query they are.
     * @param {Match[]} matches @param {number} all what the query weighs @returns {Scores} by page */
    together(matches, all) {
      const total = new Float32Array(this.pages);
      const covered = new Float32Array(this.pages);
      for (const match of matches) {
        const best = new Float32Array(this.pages);
        this.leads.forEach(({ page, words, weight }, number) => {
          const worth = (match.hinted[number] * weight) / words;
          if (worth > best[page]) best[page] = worth;
        });
        best.forEach((worth, page) => {
          if (worth === 0) return;
          total[page] += match.weight * worth;
          covered[page] += match.weight;
        });
      }
      return total.map((sum, page) => SETTINGS.together * sum * (covered[page] / all));
    }
  }

  /** @type {any} */ (self).kitLeads = { Leads, SETTINGS };
})();
