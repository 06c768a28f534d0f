// @ts-check
// The search beside the page: a classic worker, so that ranking never holds up a key.
(() => {
  "use strict";

  const worker = /** @type {any} */ (self);
  const here = (/** @type {string[]} */ ...names) => worker.importScripts(...names.map((name) => `${name}.js`));
  here("french", "vocabulary", "places", "leads", "query", "help", "engine");

  /** @param {string} name @returns {Promise<any>} what a file of search/ holds */
  const read = async (name) => {
    if (!worker.searchData?.[name]) here(`../../../search/${name}`);
    return worker.searchData[name];
  };

  /** @type {Promise<any>} */
  let engine = Promise.reject(new Error("not opened"));
  engine.catch(() => {});
  let last = 0;

  /** @param {any} message @returns {Promise<any>} */
  const answer = async ({ id, query, from, count }) => {
    if (query === undefined) {
      engine = worker.kitEngine.open(read, async () => {});
      return (await engine).about;
    }
    last = id;
    await new Promise((others) => setTimeout(others)); // what was typed since then has come
    return id === last ? (await engine).ask(query, from, count) : null;
  };

  worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
    answer(data).then(
      (value) => worker.postMessage({ id: data.id, value }),
      (error) => worker.postMessage({ id: data.id, error: String(error) }),
    );
  });
})();
