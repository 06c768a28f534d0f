// @ts-check
// The search costs nothing until it is used. When the reader comes to the search box, the theme's script is fetched,
// if the page did without it (shell.js). It starts a search worker: here it is given a stand-in, which notes what it is
// told until the documents are there too (search/documents.js), then starts the real one.
// Opened from a folder (file:), a page may start no worker: the same script then runs in a hidden frame.
// Loaded before the theme's script.
(() => {
  "use strict";

  /** @typedef {{location: string, [field: string]: any}} Doc a page, or a section of one */
  /** @typedef {{type: number, data?: any}} Message the first holds {config, docs, options}: the theme's SETUP */
  /** @typedef {{postMessage(message: Message): void}} Thread */

  const config = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
  const form = document.forms.namedItem("search");
  const query = form?.querySelector("input");
  const toggle = document.getElementById("__search");
  if (!config.search || !form || !query || !(toggle instanceof HTMLInputElement)) return;

  const local = location.protocol === "file:";
  const script = new URL(config.search, location.href).href;
  const documents = new URL("search/documents.js", new URL(config.base, location.href)).href;
  const { Worker } = self;

  /** Load a classic script, the only kind that a folder serves. @param {string} src @returns {Promise<void>} */
  const load = (src, within = document) =>
    new Promise((loaded, failed) => {
      const element = within.createElement("script");
      element.src = src;
      element.addEventListener("load", () => loaded());
      element.addEventListener("error", () => {
        element.remove();
        failed(new Error(`not loaded: ${src}`));
      });
      within.head.append(element);
    });

  /** @param {Doc} doc @returns {Doc} whose address leads to a file: a folder shows its list, not its page */
  const asFile = (doc) => ({ ...doc, location: doc.location.replace(/(^|\/)(?=#|$)/, "$1index.html") });

  /** Made once, and again after a failure. */
  /** @template Value @param {() => Promise<Value>} make @returns {() => Promise<Value>} */
  const once = (make) => {
    /** @type {Promise<Value> | undefined} */
    let made;
    return () =>
      (made ??= make().catch((error) => {
        made = undefined;
        throw error;
      }));
  };

  const fetched = once(async () => {
    await load(documents);
    const docs = /** @type {any} */ (self).searchDocuments;
    delete (/** @type {any} */ (self).searchDocuments);
    return /** @type {Doc[]} */ (local ? docs.map(asFile) : docs);
  });

  /** The theme's script, where shell.js stands for it until now. */
  const theme = once(async () => {
    if (document.readyState === "loading") await new Promise((read) => addEventListener("DOMContentLoaded", read));
    const shell = document.querySelector("script[data-theme]");
    if (!(shell instanceof HTMLScriptElement)) return;
    await load(new URL(shell.dataset.theme ?? "", location.href).href);
    // as in every page that opens at an anchor, it is about to close the search: not this time
    const stay = (/** @type {Event} */ event) => !event.isTrusted && !toggle.checked && event.preventDefault();
    toggle.addEventListener("click", stay);
    setTimeout(() => toggle.removeEventListener("click", stay), 200);
  });

  /** @param {(data: any) => void} heard @returns {Thread} */
  const worker = (heard) => {
    const started = new Worker(script);
    started.addEventListener("message", ({ data }) => heard(data));
    return started;
  };

  /** A frame in which the worker's script finds what it knows of a worker. @param {(data: any) => void} heard */
  /** @returns {Promise<Thread>} */
  const frame = (heard) =>
    new Promise((ready, failed) => {
      const element = document.createElement("iframe");
      element.hidden = true;
      const start = async () => {
        const inside = /** @type {any} */ (element.contentWindow);
        inside.postMessage = heard;
        inside.importScripts = (/** @type {string[]} */ ...sources) => {
          const imported = sources.reduce(
            (before, src) => before.then(() => load(new URL(src, script).href, inside.document)),
            Promise.resolve(),
          );
          imported.catch(() => {}); // told to who waits for it; not everyone does
          return imported;
        };
        await load(script, inside.document);
        const { MessageEvent } = inside;
        /** @param {Message} data */
        const postMessage = (data) => inside.dispatchEvent(new MessageEvent("message", { data }));
        return { postMessage };
      };
      element.addEventListener("load", () => start().then(ready, failed), { once: true });
      document.body.append(element);
    });

  /** What the theme takes for its worker. */
  class Door extends EventTarget {
    /** @type {Message[]} */
    waiting = [];
    /** @type {Thread | undefined} */
    thread = undefined;
    wanted = false;
    busy = false;

    /** @param {Message} message */
    postMessage(message) {
      if (this.thread) this.thread.postMessage(message);
      else this.waiting.push(message);
      this.open();
    }

    /** Start the worker, once it is wanted and the theme has said how. */
    async open() {
      if (!this.wanted || this.thread || this.busy || !this.waiting.length) return;
      this.busy = true;
      const setup = this.waiting[0].data;
      const heard = (/** @type {any} */ data) => this.dispatchEvent(new MessageEvent("message", { data }));
      try {
        if (!setup.docs.length) setup.docs = await fetched(); // an index that was not cut holds them all
        this.thread = await (local ? frame : worker)(heard);
        for (const message of this.waiting.splice(0)) this.thread.postMessage(message);
      } catch {
        tell();
      }
      this.busy = false;
    }
  }

  const tell = () => {
    const line = document.querySelector(".md-search-result__meta");
    if (line) line.textContent = self.kit?.speaker("search")("failed") ?? "";
  };

  const door = new Door();
  self.Worker = new Proxy(Worker, {
    construct: (target, [url, options]) =>
      new URL(url, location.href).href === script ? door : new target(url, options),
  });

  const come = () => {
    door.wanted = true;
    if (!toggle.checked) toggle.click();
    fetched().catch(() => {}); // meanwhile; whoever needs it says so
    theme().then(() => door.open(), tell);
  };
  form.addEventListener("focusin", come);
  form.addEventListener("input", come); // after a failure, each letter is another try
  toggle.addEventListener("change", () => toggle.checked && query.focus());
  const asked = new URLSearchParams(location.search).has("q");
  if (asked || toggle.checked || form.contains(document.activeElement)) query.focus(), come();
})();
