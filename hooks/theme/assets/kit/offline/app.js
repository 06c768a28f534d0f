// @ts-check
// The site on a device: it can be installed, what was read stays readable without network, and a reader may keep it all.
// The panel stands under the heading « garder-le-site », the button to install under « installer », where a page has them.
(() => {
  "use strict";
  const { home, make, button, status, speaker, longDate, store } = self.kit;
  const say = speaker("app");

  const keeper = document.getElementById("garder-le-site");
  /** @param {HTMLElement | null} heading @param {...Node} nodes */
  const under = (heading, ...nodes) => heading?.after(make("div", { class: "pk-offline" }, ...nodes));

  if (location.protocol === "file:") {
    under(keeper, make("p", { class: "pk-status" }, say("folder")));
    return;
  }
  // not in the page itself: opened from a folder, it would be refused, and said to be a fault
  const manifest = new URL("manifest.webmanifest", home).href;
  document.head.append(make("link", { rel: "manifest", href: manifest, crossorigin: "use-credentials" }));

  const workers = navigator.serviceWorker; // none without https
  if (!workers || !self.caches) {
    under(keeper, make("p", { class: "pk-status" }, say("cannot")));
    return;
  }
  const name = `playbooks:${new URL(home).pathname}:1`; // as in sw.js
  const mark = new URL(".kept", home).href; // no page: what was kept, and when
  const searchList = new URL("assets/offline-search.json", home).href;

  // -- what this page is made of ---------------------------------------------------------------------------------------

  /** Ask the server itself, not what is kept; what redirects is not what was asked for. @param {string} url @param {AbortSignal} [signal] */
  const asked = (url, signal) => fetch(url, { cache: "no-cache", redirect: "manual", signal });

  /** @param {string[]} urls */
  const keep = async (urls) => {
    const cache = await caches.open(name);
    await Promise.all(
      [...new Set(urls)]
        .filter((url) => url.startsWith(home))
        .map(async (url) => {
          const response = await asked(url);
          if (response.status === 200) await cache.put(url, response);
        }),
    );
  };

  /** The first page was read before anything could keep it. */
  const keepThisPage = async () => {
    const loaded = performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming);
    const parts = loaded.filter(({ initiatorType }) => !["fetch", "xmlhttprequest"].includes(initiatorType));
    const urls = [location.href, ...parts.map((entry) => entry.name)].map((url) => url.replace(/[?#].*$/, ""));
    await keep(urls);
  };

  const SMALL = 1_200_000; // bytes, of which a third is on the way

  /** Without network one looks for what was read: the search is kept too where that costs little, and stays of one day. */
  const keepSearch = async () => {
    const { saveData = false, effectiveType = "4g" } = /** @type {any} */ (navigator).connection ?? {};
    const seen = `${store.prefix}search-kept`; // once a visit
    if (saveData || effectiveType !== "4g" || sessionStorage.getItem(seen)) return;
    const list = await readList(searchList);
    if (bytesOf(list) > SMALL) return;
    const cache = await caches.open(name);
    /** @type {Part[]} */
    const old = (await (await cache.match(searchList))?.json()) ?? [];
    const known = new Set(old.map(([path, , digest]) => path + digest));
    await keep(list.filter(([path, , digest]) => !known.has(path + digest)).map(([path]) => new URL(path, home).href));
    await cache.put(searchList, new Response(JSON.stringify(list)));
    sessionStorage.setItem(seen, "1");
  };

  /** Once nothing else is to be done. @param {() => Promise<void>} act */
  const later = (act) => {
    const quietly = () => act().catch(() => {}); // no network, no room: another page tries again
    if (self.requestIdleCallback) self.requestIdleCallback(quietly);
    else setTimeout(quietly, 3000);
  };

  const start = async () => {
    const first = !workers.controller;
    await workers.register(new URL("sw.js", home), { updateViaCache: "none" });
    await workers.ready;
    if (first) await keepThisPage();
    later(keepSearch);
  };
  start().catch(() => {}); // refused (a private window), or no network: the site is read as it was

  // -- all of it -------------------------------------------------------------------------------------------------------

  /** @typedef {[path: string, bytes: number, digest: string]} Part */
  /** @typedef {{date: string, digests: Record<string, string>}} Kept date: when all of it was, "" before */

  /** @returns {Promise<Kept>} */
  const readMark = async () => (await (await caches.open(name)).match(mark))?.json() ?? { date: "", digests: {} };

  /** @param {Kept} kept */
  const writeMark = async (kept) => (await caches.open(name)).put(mark, new Response(JSON.stringify(kept)));

  /** @returns {Promise<Part[]>} all the files of the site as it is now, or of its search; none without network */
  const readList = async (url = new URL("assets/offline.json", home).href) => {
    const response = await asked(url);
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };

  /** @param {Part[]} parts @returns {number} */
  const bytesOf = (parts) => parts.reduce((sum, [, own]) => sum + own, 0);

  /** @param {Part[]} parts @returns {string} « 9,4 Mo » */
  const size = (parts) =>
    `${Math.max(0.1, bytesOf(parts) / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0Mo`;

  const line = status();
  const actions = make("p", { class: "pk-actions" });

  /** @param {Part[]} list @param {Kept} kept */
  const missingIn = (list, kept) => list.filter(([path, , digest]) => kept.digests[path] !== digest);

  /** Say what is kept, and offer what can be done. @param {string} [news] what just happened, said instead */
  const show = async (news) => {
    const kept = await readMark();
    const some = Object.keys(kept.digests).length > 0;
    const date = kept.date && longDate(kept.date);
    /** @type {Part[] | null} */
    const list = await readList().catch(() => null);
    const missing = list && missingIn(list, kept);
    const forget = some && button(say("forget"), forgetAll);
    if (!list || !missing) {
      line.replaceChildren(
        news ?? say(date ? "kept_since" : navigator.onLine ? "no_list" : "offline_unknown", { date }),
      );
      actions.replaceChildren(...[forget].filter((found) => found !== false));
      return;
    }
    const state = !some ? "nothing" : missing.length && !date ? "partly" : missing.length ? "changed" : "all_kept";
    const offer = { nothing: "keep", partly: "keep_on", changed: "update", all_kept: "" }[state];
    line.replaceChildren(
      news ?? say(state, { date, size: size(list), done: list.length - missing.length, all: list.length }),
    );
    const main =
      offer && button(say(offer, { size: size(missing) }), () => keepAll(list), { class: "pk-button pk-button--main" });
    actions.replaceChildren(...[main, forget].filter((found) => found instanceof Node));
  };

  let keeping = false;

  /** @param {Part[]} list */
  const keepAll = async (list) => {
    keeping = true;
    const stop = new AbortController();
    const bar = make("progress", { max: list.length, "aria-label": say("progress") });
    const count = make("span", {}, "");
    const stopper = button(say("stop"), () => stop.abort());
    actions.replaceChildren(bar, count, stopper);
    stopper.focus();
    line.replaceChildren(say("keeping"));
    navigator.storage?.persist?.().catch(() => {}); // ask the browser not to make room here
    let news;
    try {
      const refused = await fill(list, stop.signal, (done) => {
        bar.value = done;
        count.replaceChildren(say("so_far", { done, all: list.length }));
      });
      news = refused ? say("missing", { count: refused }) : undefined;
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      news = stop.signal.aborted ? undefined : say(full ? "full" : "cut");
    }
    keeping = false;
    await show(news);
    actions.querySelector("button")?.focus();
  };

  /**
   * Fetch what is missing, four at a time; what is there stays, whenever it stops.
   * @param {Part[]} list @param {AbortSignal} signal @param {(done: number) => void} told
   * @returns {Promise<number>} how many files the server did not give
   */
  const fill = async (list, signal, told) => {
    const cache = await caches.open(name);
    const kept = await readMark();
    const missing = missingIn(list, kept);
    let done = list.length - missing.length;
    let refused = 0;
    const next = missing[Symbol.iterator]();
    const one = async () => {
      for (const [path, , digest] of next) {
        signal.throwIfAborted();
        const response = await asked(new URL(path, home).href, signal);
        if (response.status === 200) {
          await cache.put(response.url, response);
          kept.digests[path] = digest;
        } else refused += 1;
        told(++done);
        if (done % 25 === 0) await writeMark(kept);
      }
    };
    try {
      await Promise.all([one(), one(), one(), one()]);
      if (!refused) {
        const known = new Set([mark, searchList, ...list.map(([path]) => new URL(path, home).href)]);
        const old = (await cache.keys()).filter(({ url }) => !known.has(url));
        await Promise.all(old.map((request) => cache.delete(request, { ignoreVary: true })));
        kept.digests = Object.fromEntries(list.map(([path, , digest]) => [path, digest]));
        kept.date = new Date().toISOString();
      }
    } finally {
      await writeMark(kept).catch(() => {}); // full: what was not noted is fetched again
    }
    return refused;
  };

  const forgetAll = async () => {
    const cache = await caches.open(name);
    const style = new URL("assets/kit/offline/offline.css", home).href; // for the page that says there is no network
    for (const request of await cache.keys())
      if (request.url !== style) await cache.delete(request, { ignoreVary: true });
    await show(say("forgotten"));
    actions.querySelector("button")?.focus();
  };

  if (keeper) {
    under(keeper, actions, line);
    const look = () => show().catch(() => line.replaceChildren(say("cannot")));
    self.addEventListener("online", () => keeping || look());
    look();
  }

  // -- install ---------------------------------------------------------------------------------------------------------

  const installer = document.getElementById("installer");
  self.addEventListener("beforeinstallprompt", (event) => {
    if (!installer || installer.nextElementSibling?.classList.contains("pk-offline")) return;
    const ask = button(say("install"), () => event.prompt());
    under(installer, make("p", { class: "pk-actions" }, ask));
    self.addEventListener("appinstalled", () => ask.parentElement?.parentElement?.remove(), { once: true });
  });
})();
