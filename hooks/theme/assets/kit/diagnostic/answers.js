// @ts-check
// The answers to a diagnostic: those being given, those that came by a link, the results that were kept. No page here.

/** `at`: ISO 8601; `mission`: its id, "" for none. @typedef {{at: string, mission: string, answers: Given}} Result */
/** @typedef {{draft: Given, kept: Result[]}} Answered */

const kitAnswers = (() => {
  "use strict";
  const { store, mission, isRecord } = self.kit;
  const { root, known, alerts } = kitCounting;
  const NAME = `diagnostic:${root?.dataset.diagnostic}`;

  /** @param {any} value @returns {value is Given} */
  const areAnswers = (value) => isRecord(value) && Object.values(value).every((id) => typeof id === "string");

  /** @param {any} one @returns {one is Result} */
  const isResult = (one) =>
    typeof one?.at === "string" &&
    !Number.isNaN(Date.parse(one.at)) &&
    typeof one.mission === "string" &&
    areAnswers(one.answers);

  /** @param {any} value @returns {value is Answered} */
  const valid = (value) => areAnswers(value?.draft) && Array.isArray(value.kept) && value.kept.every(isResult);

  /** @type {Answered} */
  let state = { draft: {}, kept: [] };
  /** @type {"" | "refused" | "full"} */
  let fault = "";
  let spoilt = false; // said for as long as the page is open
  /** Answers that came by a link, shown and never kept. @type {Given | null} */
  let received = null;
  /** Answers that raise the alert: they speak of someone's health or safety, and are written nowhere. @type {Given} */
  let unwritten = {};

  const load = () => {
    const found = store.read(NAME, valid);
    spoilt ||= found.fault === "spoilt";
    fault = found.fault === "spoilt" ? "" : found.fault;
    state = found.value ?? { draft: {}, kept: [] };
  };

  /** Change what is kept. Another tab may have changed it since: its answers to other questions stay. */
  /** @param {(state: Answered) => void} edit */
  const keep = (edit) => {
    if (!fault) load(); // after a write that failed, memory knows more than the browser
    edit(state);
    // answers that this page does not know any more go with the first change; those of an alert never come in
    const safe = Object.entries(known(state.draft)).filter(([id, answer]) => !alerts({ [id]: answer }).length);
    state.draft = Object.fromEntries(safe);
    const nothing = !Object.keys(state.draft).length && !state.kept.length;
    if (nothing) store.forget(NAME);
    else fault = store.write(NAME, state);
  };

  const given = () => received ?? known({ ...state.draft, ...unwritten });

  return {
    areAnswers,
    load,
    given,
    kept: () => state.kept,
    draft: () => known(state.draft),
    received: () => received,
    /** Whether what is given is kept nowhere. */
    refused: () => fault === "refused",
    /** What went wrong, in the words of the kit. */
    fault: () => fault || (spoilt ? "spoilt" : ""),

    /** @param {() => void} changed */
    watch: (changed) =>
      store.watch(NAME, () => {
        load();
        changed();
      }),

    /** Show *answers* that came, or no more. @param {Given | null} answers */
    receive: (answers) => {
      received = answers;
    },

    /** @param {string} question @param {string} answer @param {boolean} alarming */
    give: (question, answer, alarming) => {
      if (received) {
        received[question] = answer;
        return;
      }
      if (alarming) unwritten[question] = answer;
      else delete unwritten[question];
      keep(({ draft }) => (draft[question] = answer));
    },

    clear: () => {
      if (received) {
        received = {};
        return;
      }
      unwritten = {};
      keep((state) => (state.draft = {}));
    },

    /** @param {Given} taken what came, and becomes the reader's own */
    adopt: (taken) => {
      keep((state) => (state.draft = taken));
      unwritten = taken;
    },

    /** Keep what is given as a result; whether it could be. */
    keepResult: () => {
      const answers = given();
      keep(({ kept }) => kept.push({ at: new Date().toISOString(), mission: mission()?.id ?? "", answers }));
      return !fault;
    },

    /** @param {Result} one */
    forget: (one) => keep((state) => (state.kept = state.kept.filter(({ at }) => at !== one.at))),
  };
})();
