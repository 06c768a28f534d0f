// @ts-check
// What the scripts of the site share: their words, what this browser keeps, elements, a dialog, files and links.
// A classic script, as pages opened from a folder accept no other. Nothing here ever sends anything.

/** What the reader described: its fields by id, as texts; `touched`: when it last changed. */
/** @typedef {{id: string, name: string, touched?: string, [field: string]: string | undefined}} Mission */

// « var », so that « self.kit » has it too, and its types with it.
var kit = (() => {
  "use strict";

  // -- words ---------------------------------------------------------------------------------------------------------

  const words = self.kitWords ?? {};

  /** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

  /** @param {string} part @returns {Say} what says the words of a script: « {name} » stands for a value */
  const speaker =
    (part) =>
    (key, values = {}) =>
      (words[part]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

  const say = speaker("kit");

  // -- what this browser keeps -----------------------------------------------------------------------------------------

  /** @param {any} value @returns {value is Record<string, any>} */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  // Sites that share a host keep apart; a folder opened from a key is the same wherever the key is plugged.
  const base = document.querySelector("script[src$='assets/kit/page/kit.js']")?.getAttribute("src") ?? "";
  const home = new URL(base.replace(/assets\/kit\/page\/kit\.js$/, "") || ".", location.href);
  const prefix = `playbooks:${location.protocol === "file:" ? "" : home.pathname}:`;
  const aside = `${prefix}copy:`;

  /** @typedef {"" | "refused" | "full"} Refusal of what was to be written @typedef {Refusal | "spoilt"} Fault */

  /**
   * The value kept under *name*. One that cannot be read is set aside, and *fault* says so.
   * @template T @param {string} name @param {(value: any) => value is T} valid
   * @returns {{value: T | null, fault: Fault}}
   */
  const read = (name, valid) => {
    let text = null;
    try {
      text = localStorage.getItem(prefix + name);
    } catch {
      return { value: null, fault: "refused" };
    }
    if (text === null) return { value: null, fault: "" };
    try {
      const value = JSON.parse(text);
      if (valid(value)) return { value, fault: "" };
    } catch {} // not JSON: spoilt
    try {
      localStorage.setItem(`${aside}${new Date().toISOString()}:${name}`, text);
      localStorage.removeItem(prefix + name);
    } catch {} // full: what cannot be read stays where it is
    return { value: null, fault: "spoilt" };
  };

  /** @param {string} name @returns {string | null} what is kept under *name*, as it is written */
  const text = (name) => {
    try {
      return localStorage.getItem(prefix + name);
    } catch {
      return null;
    }
  };

  /** Keep a *text* as it is: what « text » gave. @param {string} name @param {string} text @returns {Refusal} */
  const put = (name, text) => {
    try {
      localStorage.setItem(prefix + name, text);
      return "";
    } catch (error) {
      return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
    }
  };

  /** @param {string} name @param {unknown} value @returns {Refusal} */
  const write = (name, value) => put(name, JSON.stringify(value));

  /** @param {string} name */
  const forget = (name) => {
    try {
      localStorage.removeItem(prefix + name);
    } catch {} // refused: nothing was kept
  };

  /** @returns {string[]} the names under which something is kept, copies that were set aside among them */
  const names = () => {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length))
        .sort();
    } catch {
      return [];
    }
  };

  /** Tell *changed* when another tab writes under *name*. @param {string} name @param {() => void} changed */
  const watch = (name, changed) =>
    self.addEventListener("storage", (event) => (event.key === prefix + name || event.key === null) && changed());

  // -- elements --------------------------------------------------------------------------------------------------------

  /**
   * An element. Attributes: a text, true for one without value, false or null for none, a function for « onclick ».
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag @param {Record<string, any>} [attributes] @param {(Node | string | null | undefined | false)[]} children
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
      else if (value !== false && value !== null && value !== undefined)
        made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  };

  /** @param {string} text @param {(event: Event) => void} onclick @param {Record<string, any>} [more] */
  const button = (text, onclick, more = {}) =>
    make("button", { type: "button", class: "pk-button", onclick, ...more }, text);

  /** Load a classic script, the only kind that a folder serves. @param {string} src @returns {Promise<void>} */
  const load = (src) =>
    new Promise((loaded, failed) => {
      const script = make("script", { src });
      script.addEventListener("load", () => loaded());
      script.addEventListener("error", () => {
        script.remove();
        failed(new Error(`not loaded: ${src}`));
      });
      document.head.append(script);
    });

  let dialogs = 0;

  /**
   * Ask in a dialog: *content* between a title and two buttons. The form's values, or null when it is dismissed.
   * @param {{title: string, content?: (Node | string)[], action: string, danger?: boolean}} question
   * @returns {Promise<Record<string, string> | null>}
   */
  const ask = ({ title, content = [], action, danger = false }) =>
    new Promise((answer) => {
      const id = `pk-dialog-${++dialogs}`;
      const form = make(
        "form",
        { method: "dialog" },
        make("h2", { id }, title),
        ...content,
        make(
          "p",
          { class: "pk-actions" },
          make("button", { class: `pk-button pk-button--${danger ? "danger" : "main"}`, value: "yes" }, action),
          make("button", { class: "pk-button", value: "", formnovalidate: true }, say("cancel")),
        ),
      );
      const dialog = make("dialog", { class: "pk-dialog md-typeset", "aria-labelledby": id }, form);
      dialog.addEventListener("close", () => {
        const values = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
        dialog.remove();
        answer(dialog.returnValue === "yes" ? Object.fromEntries(values) : null);
      });
      document.body.append(dialog);
      dialog.showModal();
    });

  /** A live line that says what just happened. @returns {HTMLParagraphElement} */
  const status = () => make("p", { class: "pk-status", role: "status" });

  // -- files and links -------------------------------------------------------------------------------------------------

  /** Give the reader a file. @param {string} name @param {string} type @param {string} text */
  const download = (name, type, text) => {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };

  /** Any value as text that a link's fragment can hold: it is never sent to a server. @param {unknown} value */
  const packed = (value) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");

  /** @param {string} text @returns {any} what *packed* was given, undefined when the text is no such thing */
  const unpacked = (text) => {
    try {
      const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
      return JSON.parse(
        new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))),
      );
    } catch {
      return undefined;
    }
  };

  /** Copy this page's address with *fragment*, or show it to be copied; the status line says which. */
  /** @param {string} fragment @param {HTMLElement} line */
  const share = async (fragment, line) => {
    const url = `${location.href.split("#")[0]}#${fragment}`;
    try {
      await navigator.clipboard.writeText(url);
      line.replaceChildren(say("copied"));
    } catch {
      const id = "pk-share";
      line.replaceChildren(
        make("label", { for: id }, say("copy_by_hand")),
        " ",
        make("input", { id, readonly: true, value: url }),
      );
      line.querySelector("input")?.select();
    }
  };

  /** @param {string} text @returns {string} a name for a file: plain letters, digits and hyphens */
  const fileName = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "liste";

  /** @param {string | number | Date} day @returns {string} « 21 novembre 2026 », « 1er mars 2026 » */
  const longDate = (day) =>
    new Date(day)
      .toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" })
      .replace(/^1 /, "1er ");

  // -- missions --------------------------------------------------------------------------------------------------------

  /** @param {any} value @returns {value is {current: string, list: Mission[]}} */
  const validMissions = (value) =>
    typeof value?.current === "string" &&
    Array.isArray(value.list) &&
    value.list.every(
      (/** @type {any} */ mission) =>
        typeof mission?.id === "string" &&
        typeof mission.name === "string" &&
        Object.values(mission).every((text) => typeof text === "string"),
    );

  /** The missions that the reader described, and the id of the current one ("" for none). */
  const missions = () => read("missions", validMissions).value ?? { current: "", list: [] };

  /** @returns {Mission | undefined} */
  const mission = () => {
    const { current, list } = missions();
    return list.find(({ id }) => id === current);
  };

  return {
    home: home.href,
    speaker,
    isRecord,
    store: { read, write, text, put, forget, names, watch, prefix, aside: "copy:" },
    make,
    button,
    load,
    ask,
    status,
    download,
    packed,
    unpacked,
    share,
    fileName,
    longDate,
    missions,
    mission,
    validMissions,
  };
})();
