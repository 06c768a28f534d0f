// @ts-check
// The runs of a checklist: what this browser keeps of them, what passes from hand to hand, and the files they make.
// Of points it knows ids and wordings only; other scripts show them in the page.

/** `note`: why it does not apply; `day`: when it comes back, « 2026-12-03 ». A point without an answer is to do. */
/** @typedef {{state: "done" | "na" | "later", note?: string, day?: string}} Answer */
/** @typedef {Record<string, Answer>} Answers */
/** Times are ISO texts in UTC, "" for those of a run that is not kept yet; `mission`: its id, or "". */
/** @typedef {{id: string, mission: string, name: string, started: string, touched: string, ended: string | null, items: Answers}} Run */
/** `seen`: the fingerprint of each point as the reader last saw it. @typedef {{runs: Run[], seen: Record<string, string>}} Runs */

const kitRuns = (() => {
  "use strict";
  const { store, speaker, longDate, mission, missions, isRecord } = self.kit;
  const say = speaker("checklist");

  /** What passes from hand to hand. @typedef {{list: string, name: string, ended: string | null, items: Answers}} Shared */
  /** @typedef {{id: string, text: string, pause: string, critical: boolean}} Point */

  const NAME_LENGTH = 120;
  const NOTE_LENGTH = 300;

  // -- what can be believed --------------------------------------------------------------------------------------------

  /** @param {any} value @param {number} [most] */
  const isText = (value, most = 200) => typeof value === "string" && value.length <= most;
  /** @param {any} value */
  const isId = (value) => isText(value) && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
  /** @param {any} value */
  const isTime = (value) => isText(value) && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
  /** @param {any} value */
  const isDay = (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

  /** @param {any} value */
  const isAnswer = (value) =>
    isRecord(value) &&
    ["done", "na", "later"].includes(value.state) &&
    (value.note === undefined || isText(value.note, NOTE_LENGTH)) &&
    (value.day === undefined ? value.state !== "later" : isDay(value.day));

  /** @param {any} value @returns {value is Answers} */
  const areAnswers = (value) =>
    isRecord(value) && Object.entries(value).every(([id, answer]) => isId(id) && isAnswer(answer));

  /** @param {any} value */
  const isEnd = (value) => value === null || isTime(value);

  /** @param {any} value @returns {value is Run} */
  const isRun = (value) =>
    isRecord(value) &&
    isText(value.id) &&
    value.id !== "" &&
    isText(value.mission) &&
    isText(value.name, NAME_LENGTH + 10) && // « (2) »
    isTime(value.started) &&
    isTime(value.touched) &&
    isEnd(value.ended) &&
    areAnswers(value.items);

  /** @param {any} value @returns {value is Runs} */
  const isKept = (value) =>
    isRecord(value) &&
    Array.isArray(value.runs) &&
    value.runs.every(isRun) &&
    new Set(value.runs.map(({ id }) => id)).size === value.runs.length &&
    isRecord(value.seen) &&
    Object.entries(value.seen).every(([id, mark]) => isId(id) && isText(mark));

  /** @param {any} value @param {string} list @returns {value is Shared} */
  const isShared = (value, list) =>
    isRecord(value) &&
    value.list === list &&
    isText(value.name, NAME_LENGTH) &&
    isEnd(value.ended) &&
    areAnswers(value.items);

  // -- what is kept ----------------------------------------------------------------------------------------------------

  /** @typedef {(kept: Runs) => void} Change */

  /** What this browser keeps of a list. @param {string} list */
  const keeper = (list) => {
    const name = `checklist:${list}`;
    /** Changes that could not be kept: they hold while the page is open, and are tried again with the next one. @type {Change[]} */
    let pending = [];
    let spoilt = false;
    /** @type {"" | "refused" | "full"} */
    let trouble = "";

    /** `firm`: whether it may be written over. @returns {{kept: Runs, firm: boolean}} */
    const look = () => {
      let { value, fault } = store.read(name, isKept);
      if (fault === "spoilt") {
        spoilt = true;
        ({ value, fault } = store.read(name, isKept)); // it was set aside, unless there was no room for the copy
      }
      if (fault === "refused") trouble = "refused";
      const kept = value ?? { runs: [], seen: {} };
      pending.forEach((change) => change(kept));
      return { kept, firm: fault !== "spoilt" };
    };

    /** Read, change, write, so that what another tab wrote meanwhile stays. *quiet*: the reader changed nothing. */
    /** @param {Change} change @param {boolean} [quiet] */
    const update = (change, quiet = false) => {
      const { kept, firm } = look();
      change(kept);
      const fault = firm ? store.write(name, kept) : "full";
      pending = fault ? [...pending, change] : [];
      if (!(quiet && fault === "full")) trouble = fault;
    };

    /** @param {() => void} changed */
    const watch = (changed) => store.watch(name, changed);
    /** @returns {string[]} what went wrong, in the words of the kit */
    const faults = () => [spoilt ? "spoilt" : "", trouble].filter(Boolean);
    return { kept: () => look().kept, update, watch, faults };
  };

  // -- runs --------------------------------------------------------------------------------------------------------------

  const now = () => new Date().toISOString();
  const today = () => new Date().toLocaleDateString("sv-SE"); // Sweden writes « 2026-12-03 »
  /** @param {string} day */
  const noon = (day) => new Date(`${day}T12:00`); // here: a bare day would be midnight in London
  const newId = () => [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");
  const here = () => mission()?.id ?? "";

  /** @returns {Run} one in which nothing was done, and that is not kept */
  const blank = () => ({ id: newId(), mission: "", name: "", started: "", touched: "", ended: null, items: {} });

  /** @param {Runs} kept @param {Partial<Run>} [more] @returns {Run} one to keep, with a name of its own in this mission */
  const begun = ({ runs }, more = {}) => {
    const [time, mission] = [now(), here()];
    const names = runs.filter((run) => run.mission === mission).map(({ name }) => name);
    const wanted = more.name || say("run_name", { day: longDate(time) });
    let name = wanted;
    for (let count = 2; names.includes(name); count++) name = say("run_again", { name: wanted, count });
    return { ...blank(), mission, started: time, touched: time, ...more, name };
  };

  /** @param {Run} run @returns {Run} */
  const copy = (run) => ({ ...run, items: { ...run.items } });

  /** @param {Run[]} runs @returns {Run[]} those touched last first */
  const lastFirst = (runs) => [...runs].sort((a, b) => b.touched.localeCompare(a.touched));

  /** @param {string} id @returns {string} a mission's name */
  const missionName = (id) =>
    id
      ? (missions().list.find((/** @type {{id: string}} */ one) => one.id === id)?.name ?? say("lost_mission"))
      : say("no_mission");

  // -- answers -----------------------------------------------------------------------------------------------------------

  /** @param {Run} run @param {{id: string}} point @returns {Answer | undefined} */
  const answer = (run, { id }) => (Object.hasOwn(run.items, id) ? run.items[id] : undefined);

  /** @param {Answer | undefined} answer @returns {boolean} whether a critical point may stay so at the end */
  const settled = (answer) => answer?.state === "done" || (answer?.state === "na" && !!answer.note?.trim());

  /** @param {Answer | undefined} answer @returns {string} */
  const inWords = (answer) => {
    if (answer?.state === "na") return answer.note ? say("state_na_why", { note: answer.note }) : say("state_na");
    if (answer?.state !== "later") return say(answer ? "state_done" : "state_todo");
    const day = answer.day ?? "";
    return say(day < today() ? "state_late" : "state_later", { day: longDate(noon(day)) });
  };

  // -- files -------------------------------------------------------------------------------------------------------------

  /** Inert in Markdown, on one line. @param {string} text */
  const escaped = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|~{]|&(?=[#\w])/g, "\\$&");

  /** @param {string} title @param {Run} run @param {Point[]} points */
  const markdown = (title, run, points) => {
    const facts = [
      run.mission && say("in_mission", { name: missionName(run.mission) }),
      run.started && say("started", { day: longDate(run.started) }),
      run.ended && say("ended", { day: longDate(run.ended) }),
    ];
    const lines = points.map((point, index) => {
      const given = answer(run, point);
      const head = point.pause === points[index - 1]?.pause ? "" : `\n## ${escaped(point.pause)}\n\n`;
      const critical = point.critical ? ` (${say("critical")})` : "";
      const state = given && given.state !== "done" ? ` — ${escaped(inWords(given))}` : "";
      return `${head}- [${given?.state === "done" ? "x" : " "}] ${escaped(point.text)}${critical}${state}`;
    });
    const heading = `# ${escaped(title)}${run.name && ` — ${escaped(run.name)}`}`;
    return [heading, "", ...facts.filter(Boolean).map((fact) => `- ${escaped(String(fact))}`), ...lines, ""].join("\n");
  };

  /** A cell that a spreadsheet takes for text. @param {string} text */
  const cell = (text) => `"${text.replace(/^(?=[=+\-@\t\r\n＝＋－＠])/, "'").replaceAll('"', '""')}"`;

  /** With what French Excel expects: semicolons, a byte order mark. @param {Run} run @param {Point[]} points */
  const csv = (run, points) => {
    const columns = ["run", "mission", "pause", "item", "critical", "state", "note", "day"].map((name) =>
      say(`column_${name}`),
    );
    const rows = points.map((point) => {
      const given = answer(run, point);
      return [
        run.name,
        run.mission && missionName(run.mission),
        point.pause,
        point.text,
        say(point.critical ? "yes" : "no"),
        say(given?.state === "later" ? "state_put_off" : `state_${given?.state ?? "todo"}`),
        given?.note ?? "",
        given?.day ? noon(given.day).toLocaleDateString("fr-FR") : "",
      ];
    });
    return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
  };

  return {
    NAME_LENGTH,
    NOTE_LENGTH,
    isShared,
    keeper,
    now,
    today,
    here,
    blank,
    begun,
    copy,
    lastFirst,
    missionName,
    answer,
    settled,
    inWords,
    markdown,
    csv,
  };
})();
