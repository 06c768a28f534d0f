// @ts-check
// All that this browser keeps for the site, whichever page wrote it: read without trust, carried in a file, put back
// whole or not at all, erased. No words and no page here: other scripts show it.
const kitDesk = (() => {
  "use strict";
  const { store, home, validMissions, isRecord } = self.kit;

  /** @typedef {{current: string, list: Mission[]}} Missions */
  /** What can be carried, by name. @typedef {Map<string, any>} Entries */

  const KNOWN = /^(?:missions|(?:checklist|diagnostic|view):[a-z0-9]+(?:-[a-z0-9]+)*)$/;
  const FORMAT = "playbooks-desk";
  const VERSION = 1;
  const MOST = { bytes: 10_000_000, depth: 10, values: 200_000, text: 20_000 };
  const THEME = `${new URL(home).pathname}.__`; // the theme keeps its own under the site's path: « /.__palette »

  // -- reading ---------------------------------------------------------------------------------------------------------

  /** @param {unknown} moment a date as text or number @returns {number} 0 when it is none */
  const time = (moment) => {
    const found = typeof moment === "string" || typeof moment === "number" ? new Date(moment).getTime() : 0;
    return Number.isNaN(found) ? 0 : Math.max(0, found);
  };

  /** @param {string} name @returns {any} undefined when what is kept cannot be read */
  const parsed = (name) => {
    try {
      return JSON.parse(store.text(name) ?? "null");
    } catch {
      return undefined;
    }
  };

  /** The runs of a list, the results of a diagnostic: each says of which mission it is. @param {string} name */
  const records = (name) => {
    const value = parsed(name);
    /** @type {"runs" | "kept" | ""} */
    const key = name.startsWith("checklist:") ? "runs" : name.startsWith("diagnostic:") ? "kept" : "";
    return key && isRecord(value) && Array.isArray(value[key])
      ? { value, key, list: value[key].filter(isRecord) }
      : null;
  };

  /** @returns {string[]} the names of what a file can hold */
  const known = () => store.names().filter((name) => KNOWN.test(name));

  /** @returns {Entries} */
  const carried = () =>
    new Map(
      known()
        .map((name) => /** @type {const} */ ([name, parsed(name)]))
        .filter((entry) => fits(...entry)),
    );

  // -- what can be believed --------------------------------------------------------------------------------------------

  /** Plain data of a reasonable size and depth. @param {unknown} value */
  const tame = (value) => {
    /** @type {[any, number][]} */
    const left = [[value, 0]];
    for (let seen = 0; left.length; seen++) {
      const [here, depth] = left.pop() ?? [null, 0];
      if (seen > MOST.values || depth > MOST.depth) return false;
      if (typeof here === "string" && here.length > MOST.text) return false;
      if (typeof here !== "object" || here === null) continue;
      if (Object.hasOwn(here, "__proto__")) return false;
      for (const inner of Object.values(here)) left.push([inner, depth + 1]);
    }
    return true;
  };

  /** @param {any} value */
  const isText = (value) => typeof value === "string";

  /** @param {any} value @param {(each: any) => boolean} fit */
  const holds = (value, fit) => isRecord(value) && Object.values(value).every(fit);

  /** @param {any[]} list @param {string} key @returns {boolean} whether no two have the same */
  const apart = (list, key) => new Set(list.map((each) => each[key])).size === list.length;

  /** @param {any} value @param {string} key what tells them apart @param {(record: any) => boolean} fit */
  const areRecords = (value, key, fit) =>
    Array.isArray(value) &&
    value.every((each) => isRecord(each) && isText(each[key]) && isText(each.mission) && fit(each)) &&
    apart(value, key);

  /** Whether a value has the shape of what pages keep under *name*: they look closer. @param {string} name @param {any} value */
  const fits = (name, value) => {
    if (!KNOWN.test(name) || !tame(value)) return false;
    if (name.startsWith("view:")) return isText(value);
    if (!isRecord(value)) return false;
    if (name === "missions") return validMissions(value) && apart(value.list, "id");
    if (name.startsWith("checklist:"))
      return (
        holds(value.seen, isText) &&
        areRecords(value.runs, "id", (run) => isText(run.name) && time(run.touched) > 0 && holds(run.items, isRecord))
      );
    return (
      holds(value.draft, isText) &&
      areRecords(value.kept, "at", (result) => time(result.at) > 0 && holds(result.answers, isText))
    );
  };

  // -- two desks in one --------------------------------------------------------------------------------------------------

  /**
   * One thing for each name: the last touched, or else the first.
   * @template {Record<string, any>} Thing @param {Thing[]} things @param {string} key what names them
   */
  const newest = (things, key) => {
    /** @type {Map<string, Thing>} */
    const kept = new Map();
    for (const thing of things) {
      const other = kept.get(thing[key]);
      if (!other || time(thing.touched) > time(other.touched)) kept.set(thing[key], thing);
    }
    return [...kept.values()];
  };

  /** @param {Missions} mine @param {Missions} theirs @returns {Missions} */
  const bothMissions = (mine, theirs) => ({
    current: mine.current || theirs.current,
    list: newest([...mine.list, ...theirs.list], "id"),
  });

  /** What both hold under *name*, thing by thing. @param {string} name @param {any} mine @param {any} theirs */
  const both = (name, mine, theirs) => {
    if (mine === undefined || name.startsWith("view:")) return mine ?? theirs;
    if (name === "missions") return bothMissions(mine, theirs);
    if (name.startsWith("checklist:"))
      return { runs: newest([...mine.runs, ...theirs.runs], "id"), seen: { ...theirs.seen, ...mine.seen } };
    const kept = newest([...mine.kept, ...theirs.kept], "at").sort((one, other) => time(one.at) - time(other.at));
    return { draft: Object.keys(mine.draft).length ? mine.draft : theirs.draft, kept };
  };

  // -- a file ------------------------------------------------------------------------------------------------------------

  /** @param {Entries} entries @param {Date} saved @returns {string} */
  const written = (entries, saved) =>
    JSON.stringify(
      { format: FORMAT, version: VERSION, saved: saved.toISOString(), entries: Object.fromEntries(entries) },
      null,
      1,
    );

  /**
   * What a file holds; or *why* it is refused, and the *name* of what is wrong in it.
   * @param {File} file @returns {Promise<{why: string, name: string, saved: number, entries: Entries}>}
   */
  const opened = async (file) => {
    const refused = (/** @type {string} */ why, name = "") => ({ why, name, saved: 0, entries: new Map() });
    if (file.size > MOST.bytes) return refused("too_big");
    let value;
    try {
      value = JSON.parse(await file.text());
    } catch (error) {
      return refused(error instanceof SyntaxError || error instanceof RangeError ? "not_ours" : "unreadable");
    }
    if (!isRecord(value) || value.format !== FORMAT || !isRecord(value.entries) || !time(value.saved))
      return refused("not_ours");
    if (value.version !== VERSION) return refused(value.version > VERSION ? "too_new" : "not_ours");
    const entries = new Map(Object.entries(value.entries));
    for (const [name, entry] of entries) {
      if (!KNOWN.test(name)) return refused("unknown_entry", name.slice(0, 60));
      if (!fits(name, entry)) return refused("wrong_entry", name);
    }
    return { why: "", name: "", saved: time(value.saved), entries };
  };

  /**
   * Put the *entries* of a file beside what is kept (*merging*), or in its place; when there is no room, what was there
   * comes back. @param {Entries} entries @param {boolean} merging
   * @returns {{fault: "" | "refused" | "full", lost: string[]}} `lost`: the names of what could not come back
   */
  const bring = (entries, merging) => {
    const names = merging ? [...entries.keys()] : known();
    /** @param {string} name */
    const fitting = (name) =>
      /** @type {(value: unknown) => value is object | string} */ ((value) => fits(name, value));
    for (const name of merging ? names : []) store.read(name, fitting(name)); // sets aside what cannot be read
    const here = merging ? carried() : new Map();
    const before = names.map((name) => /** @type {const} */ ([name, store.text(name)]));
    names.forEach(store.forget);
    /** @type {"" | "refused" | "full"} */
    let fault = "";
    for (const [name, value] of entries) fault ||= store.write(name, both(name, here.get(name), value));
    if (!fault) return { fault: "", lost: [] };
    [...entries.keys()].forEach(store.forget);
    const lost = before.filter(([name, text]) => text !== null && store.put(name, text) !== "").map(([name]) => name);
    return { fault, lost };
  };

  // -- beside the store --------------------------------------------------------------------------------------------------

  /** @param {Storage} storage @returns {string[]} the theme's own keys for this site */
  const themeKeys = (storage) => Object.keys(storage).filter((key) => key.startsWith(THEME));

  /** @returns {{bytes: number, forget: () => void}} what the theme keeps: light or dark */
  const theme = () => {
    try {
      const keys = themeKeys(localStorage);
      const bytes = new Blob(keys.flatMap((key) => [key, localStorage.getItem(key) ?? ""])).size;
      return { bytes, forget: () => keys.forEach((key) => localStorage.removeItem(key)) };
    } catch {
      return { bytes: 0, forget: () => {} }; // refused: nothing was kept
    }
  };

  /** @returns {Promise<[string, number][]>} the caches of this site, with how many of its files each holds */
  const cached = async () => {
    /** @type {[string, number][]} */
    const found = [];
    try {
      for (const name of await caches.keys()) {
        const ours = (await (await caches.open(name)).keys()).filter(({ url }) => url.startsWith(home));
        if (ours.length || name.startsWith(store.prefix)) found.push([name, ours.length]);
      }
    } catch {} // no caches here: a folder, or a page that came without encryption
    return found;
  };

  /** Forget the pages kept to be read without network, and who kept them. */
  const forgetPages = async () => {
    const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
    await Promise.all(workers.filter(({ scope }) => scope.startsWith(home)).map((worker) => worker.unregister()));
    for (const [name] of await cached()) await caches.delete(name);
  };

  /** Forget everything: entries, copies, the theme's choice, pages. */
  const forgetAll = async () => {
    try {
      for (const storage of [localStorage, sessionStorage]) {
        const ours = Object.keys(storage).filter((key) => key.startsWith(store.prefix));
        [...ours, ...themeKeys(storage)].forEach((key) => storage.removeItem(key));
      }
    } catch {} // refused: nothing was kept
    await forgetPages();
  };

  return {
    MOST,
    THEME,
    time,
    records,
    carried,
    bothMissions,
    written,
    opened,
    bring,
    theme,
    cached,
    forgetPages,
    forgetAll,
  };
})();
