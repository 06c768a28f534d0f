// @ts-check
// The search as a page asks for it: self.kit.search. It ranks in a worker, or in the page where there may be none (a
// folder, a browser that refuses); what the answers say is read here, and only for those that are shown.
(() => {
  "use strict";

  /** @typedef {[text: string, found: boolean][]} Marked text in pieces; true for a word that was looked for */
  /** @typedef {{url: string, kind: string, kindTitle: string, title: Marked, page: string, playbook: string, excerpt: Marked}} Answer
   *  url: from the site's home, with its anchor; page: the title of the page when the answer is a section of it ("" otherwise);
   *  playbook: the title of its playbook, "" for none */
  /** @typedef {{total: number, answers: Answer[], near: string[], situations: Answer[]}} Found
   *  near: words of the site nearest to those that found nothing; situations: the nearest ones when nothing was found */
  /** @typedef {[address: string, kind: number, title: string, summary: string, playbook: string, text: string,
   *   sections: [anchor: string, title: string, text: string][]]} PageText */
  /** @typedef {{page: number, part: number, file: number, at: number}} Place of a passage, and the file that tells it */
  /** @typedef {{about: {kinds: [string, string][]}, ask(query: string, from: number, count: number): Promise<any>}} Thread */

  const own = document.currentScript;
  if (!(own instanceof HTMLScriptElement)) return;
  const folder = own.src.replace(/[^/]*$/, "");
  const home = new URL("../../../", folder).href;
  const site = /** @type {any} */ (self);
  const { load } = self.kit;

  /** Made once for each key, and again after a failure.
   * @template Value @param {(key: string) => Promise<Value>} make @returns {(key: string) => Promise<Value>} */
  const once = (make) => {
    /** @type {Map<string, Promise<Value>>} */
    const made = new Map();
    return (key) => {
      let value = made.get(key);
      if (!value) {
        value = make(key);
        made.set(key, value);
        value.catch(() => made.delete(key));
      }
      return value;
    };
  };

  const module = once((name) => load(`${folder}${name}.js`));

  const read = once(async (name) => {
    await load(`${home}search/${name}.js`);
    return site.searchData[name];
  });

  // -- who ranks ---------------------------------------------------------------------------------------------------

  /** @returns {Promise<Thread>} */
  const inWorker = async () => {
    const worker = new Worker(`${folder}worker.js`);
    /** @type {Map<number, {done: (value: any) => void, failed: (error: Error) => void}>} */
    const waiting = new Map();
    let count = 0;
    /** @param {object} message @returns {Promise<any>} */
    const post = (message) =>
      new Promise((done, failed) => {
        waiting.set(++count, { done, failed });
        worker.postMessage({ id: count, ...message });
      });
    worker.addEventListener("message", ({ data }) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error) asked?.failed(new Error(data.error));
      else asked?.done(data.value);
    });
    worker.addEventListener("error", () => {
      for (const { failed } of waiting.values()) failed(new Error("no worker"));
    });
    try {
      const about = await post({});
      return { about, ask: (query, from, count) => post({ query, from, count }) };
    } catch (error) {
      worker.terminate();
      throw error;
    }
  };

  /** In small steps: a key that is typed meanwhile never waits for more than one. @returns {Promise<Thread>} */
  const inPage = async () => {
    for (const name of ["french", "vocabulary", "places", "leads", "query", "help", "engine"]) await module(name);
    return site.kitEngine.open(read, () => new Promise((others) => setTimeout(others)));
  };

  const thread = once(async () => {
    const alone = location.protocol === "file:" || !self.Worker;
    const ranks = alone ? inPage() : inWorker().catch(inPage);
    ranks.catch(() => {}); // told below
    await module("french");
    await module("excerpt");
    return ranks;
  });

  // -- what an answer says -----------------------------------------------------------------------------------------

  /** @returns {boolean} whether pages are files of their own here (« page.html »), as their links show */
  const isFlat = () =>
    [...document.links].some(
      ({ href }) => href.startsWith(home) && /[^/]\.html(?:#|$)/.test(href) && !/(?:index|404)\.html/.test(href),
    );

  /** @param {string} address of a page, as the index names it @param {string} anchor @returns {string} from the home page */
  const urlOf = (address, anchor) => {
    const list = address === "" || address.endsWith("/");
    const page = isFlat() ? (list ? `${address}index.html` : `${address}.html`) : list ? address : `${address}/`;
    const file = location.protocol === "file:" && !page.endsWith(".html") ? `${page}index.html` : page;
    return anchor ? `${file}#${anchor}` : file;
  };

  /** @param {Place} place @returns {Promise<PageText>} */
  const textOf = async (place) => (await read(`texts-${place.file}`))[place.at];

  /** @param {Place} place @param {any} wanted @param {[string, string][]} kinds @returns {Promise<Answer>} */
  const answerAt = async (place, wanted, kinds) => {
    const { marked, sentenceOf } = site.kitExcerpt;
    const [address, kind, title, summary, playbook, text, sections] = await textOf(place);
    const [anchor, name, said] = place.part ? sections[place.part - 1] : ["", title, ""];
    const excerpt = sentenceOf(said, wanted) || summary || sentenceOf(text, wanted);
    return {
      url: urlOf(address, anchor),
      kind: kinds[kind][0],
      kindTitle: kinds[kind][1],
      title: marked(name, wanted),
      page: place.part ? title : "",
      playbook,
      excerpt: marked(excerpt, wanted),
    };
  };

  /** A situation leads to the place that answers it. @param {[Place, Place]} pair @param {[string, string][]} kinds */
  const situationAt = async ([said, answer], kinds) => {
    const [situation, there] = await Promise.all([answerAt(said, [], kinds), answerAt(answer, [], kinds)]);
    const about = there.page || there.title.map(([text]) => text).join("");
    return { ...situation, url: there.url, page: about, playbook: there.playbook };
  };

  /** @param {[string, Place]} word as it is folded, and where it stands @returns {Promise<string>} as it is spelt there */
  const spelt = async ([word, place]) => site.kitExcerpt.spelling(JSON.stringify(await textOf(place)), word);

  // -- asking ------------------------------------------------------------------------------------------------------

  let last = 0;

  /** @param {string} query @param {{from?: number, count?: number}} [range] @returns {Promise<Found | null>} null when
   *  something else was asked meanwhile */
  const ask = async (query, { from = 0, count = 10 } = {}) => {
    const turn = ++last;
    const engine = await thread("");
    const ranked = turn === last ? await engine.ask(query, from, count) : null;
    if (!ranked || turn !== last) return null;
    const { kinds } = engine.about;
    const [answers, near, situations] = await Promise.all([
      Promise.all(ranked.answers.map((/** @type {Place} */ place) => answerAt(place, ranked.wanted, kinds))),
      Promise.all(ranked.near.map(spelt)),
      Promise.all(ranked.situations.map((/** @type {[Place, Place]} */ pair) => situationAt(pair, kinds))),
    ]);
    return turn === last ? { total: ranked.total, answers, near, situations } : null;
  };

  /** Load all that a first query needs; after a failure it may be called again. */
  const open = async () => {
    await thread("");
  };

  site.kit.search = { open, ask };
})();
