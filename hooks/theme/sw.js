// @ts-check
// The site without network. While there is network every page comes from there, so none is ever out of date; what came
// is kept, and shown when there is none. Only the site's own files, only when they are read: nothing else is touched.
importScripts("assets/kit/page/words.js");
(() => {
  "use strict";
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const home = worker.registration.scope;
  const family = `playbooks:${new URL(home).pathname}:`; // sites that share a host keep apart
  const name = `${family}1`; // as in app.js; another number when what is kept is no longer kept in the same way

  const words = self.kitWords.app;

  /** @param {string} text @returns {string} itself, in HTML */
  const inert = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /** @param {string} key */
  const say = (key) => inert(words[key]);

  /** An address without what was asked of it: words that were searched are no part of what is kept. @param {string} url */
  const plain = (url) => url.replace(/[?#].*$/, "");

  const open = () => caches.open(name);

  /** @param {string} url @param {boolean} page @returns {Promise<Response | undefined>} */
  const kept = async (url, page) => {
    const cache = await open();
    const names = page ? [url, `${url}/`, url.replace(/index\.html$/, ""), `${url}index.html`] : [url];
    for (const known of names) {
      const found = await cache.match(known, { ignoreVary: true });
      if (found) return found;
    }
  };

  /** Keep what came from the network; what is gone from there is gone from here. @param {string} url @param {Response} response */
  const keep = async (url, response) => {
    if (response.status === 404 || response.status === 410) await (await open()).delete(url, { ignoreVary: true });
    else if (response.status === 200 && response.type === "basic" && !response.redirected)
      await (await open()).put(url, response);
  };

  /** @param {FetchEvent} event @returns {Promise<Response>} */
  const answer = async (event) => {
    const { request } = event;
    const url = plain(request.url);
    const page = request.mode === "navigate";
    const copy = () => kept(url, page).catch(() => undefined); // a storage that fails must not cost the page
    try {
      // « no-cache »: the browser's own memory is asked for nothing that the server has not confirmed, styles of the
      // theme included, whose name stays when they change with the site
      const { redirect } = request;
      const response = await fetch(request.url, { cache: "no-cache", credentials: "same-origin", redirect });
      if (page && response.status === 401) return await stepAside();
      if (response.status >= 500) return (await copy()) ?? response; // the host is down
      event.waitUntil(keep(url, response.clone()).catch(() => {}));
      return response;
    } catch {
      return (await copy()) ?? (page ? noNetwork(request.url) : Response.error());
    }
  };

  /** A password is asked for: only the browser itself may, so it comes back to this page without us. What is kept stays. */
  const stepAside = async () => {
    await worker.registration.unregister();
    return new Response("", { headers: { "Content-Type": "text/html", Refresh: "0" } });
  };

  /** The page in the place of one that is not kept: it says which are. @param {string} wanted */
  const noNetwork = async (wanted) => {
    const pages = (await listed().catch(() => [])).map(
      ([url, title]) => `<li><a href="${inert(url)}">${title}</a></li>`,
    );
    const list = pages.length
      ? `<h2>${say("offline_list")}</h2><ul>${pages.join("")}</ul>`
      : `<p>${say("offline_none")}</p>`;
    const html = `<!doctype html><html lang="fr"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>${say("offline_title")}</title>
      <link rel="stylesheet" href="${inert(home)}assets/kit/offline/offline.css"></head><body><main>
      <h1>${say("offline_title")}</h1><p>${say("offline_text")}</p>
      <p><a href="${inert(wanted)}">${say("offline_again")}</a></p>${list}</main></body></html>`;
    const headers = {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'self'",
    };
    return new Response(html, { status: 503, headers });
  };

  /** Address and title of each page that is kept, by title. @returns {Promise<[string, string][]>} */
  const listed = async () => {
    const cache = await open();
    const pages = (await cache.keys()).map(({ url }) => url).filter((url) => /(\/|\.html)$/.test(url));
    const titles = await Promise.all(
      pages.map(async (url) => {
        const text = (await (await cache.match(url, { ignoreVary: true }))?.text()) ?? "";
        return (
          /<title>([^<]*)<\/title>/
            .exec(text)?.[1]
            .replace(/ · [^·]*$/, "")
            .trim() || inert(url)
        ); // HTML already
      }),
    );
    /** @type {[string, string][]} */
    const found = pages.map((url, index) => [url, titles[index]]);
    return found.sort(([, one], [, other]) => one.localeCompare(other, "fr"));
  };

  // the home page opens an installed site; the sheet dresses the page that says there is no network
  const first = async () => {
    const asked = ["", "assets/kit/offline/offline.css"].map((path) => new Request(home + path, { cache: "no-cache" }));
    await (await open()).addAll(asked);
    await worker.skipWaiting();
  };

  const takeOver = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((old) => old.startsWith(family) && old !== name).map((old) => caches.delete(old)));
    await worker.clients.claim();
  };

  worker.addEventListener("install", (event) => event.waitUntil(first()));
  worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
  worker.addEventListener("fetch", (event) => {
    const { method, url, mode, destination, cache, headers } = event.request;
    // what a script fetches is a file of the site or its own business; one that asks the server itself wants no copy
    const part = mode === "navigate" || destination || (cache !== "no-cache" && /\.\w+$/.test(plain(url)));
    if (method === "GET" && url.startsWith(home) && part && !headers.has("range")) event.respondWith(answer(event));
  });
})();
