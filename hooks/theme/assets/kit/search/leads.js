// @ts-check
// What leads to a place: words in which readers ask for it, whatever the page itself says. A lead counts by itself, when
// it is what was typed; and all those of a page count together, as a sentence takes a word of one and a word of another.
(() => {
  "use strict";

  const SETTINGS = {
    /** What a lead is worth that is said in full, beside the words of the place itself. */
    lead: 20,
    /** What all the leads of a page are worth together; */
    together: 8,
    /** how much it matters that all of the query is in them; */
    cover: 1,
    /** and how much less a word says among many. */
    among: 1,
  };

  /** @typedef {Float32Array} Scores by number: 0 for no match */
  /** @typedef {{hinted: Scores, weight: number}} Match of one word of a query: what each lead owes to it */

  class Leads {
    /** @param {ArrayLike<number>[]} leads the passage of each, how many words it has, the tenths of its weight
     *  @param {number[]} pageOf the page of each passage */
    constructor(leads, pageOf) {
      this.pageOf = pageOf;
      this.pages = pageOf.length ? pageOf[pageOf.length - 1] + 1 : 0;
      this.leads = leads.map((one) => ({ passage: one[0], words: one[1], weight: one[2] / 10 }));
      this.count = leads.length;
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

    /** What the leads of a page give to the whole of it: each word of the query counts where it says most.
     * @param {Match[]} matches @param {number} all what the query weighs @returns {Scores} by page */
    together(matches, all) {
      const total = new Float32Array(this.pages);
      const covered = new Float32Array(this.pages);
      for (const { hinted, weight } of matches) {
        const best = new Float32Array(this.pages);
        this.leads.forEach((lead, number) => {
          const page = this.pageOf[lead.passage];
          const worth = (hinted[number] * lead.weight) / lead.words ** SETTINGS.among;
          if (worth > best[page]) best[page] = worth;
        });
        best.forEach((worth, page) => {
          if (worth === 0) return;
          total[page] += weight * worth;
          covered[page] += weight;
        });
      }
      return total.map((sum, page) => SETTINGS.together * sum * (covered[page] / all) ** SETTINGS.cover);
    }
  }

  /** @type {any} */ (self).kitLeads = { Leads, SETTINGS };
})();
