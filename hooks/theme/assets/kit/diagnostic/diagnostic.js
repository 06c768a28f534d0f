// @ts-check
// A diagnostic that counts by itself: questions one by one, causes in order, a picture, results kept and compared.
// All it knows is in the page, which says everything without it. Answers stay in this browser, by stable ids.
(() => {
  "use strict";
  const root = document.querySelector(".pk-diagnostic");
  const questionsPart = document.querySelector(".pk-questions");
  const causesFound = document.querySelector(".pk-causes");
  if (
    !(root instanceof HTMLElement) ||
    !(questionsPart instanceof HTMLElement) ||
    !(causesFound instanceof HTMLElement)
  )
    return;
  const causesPart = causesFound;
  const { make, button, ask, status, store, speaker } = self.kit;
  const say = speaker("diagnostic");
  const sayKit = speaker("kit");

  /** @typedef {Record<string, string>} Answers question → answer, UNKNOWN for « I do not know » */
  /** @typedef {{at: string, mission: string, answers: Answers}} Kept at: ISO 8601; mission: "" for none */
  /** @typedef {"likely" | "possible" | "few" | "unsure"} Level */

  const UNKNOWN = "?";
  /** @type {Level[]} */
  const LEVELS = ["likely", "possible", "few", "unsure"];
  const LIKELY = Number(root.dataset.likely);
  const POSSIBLE = Number(root.dataset.possible);
  const NAME = `diagnostic:${root.dataset.diagnostic}`;
  const VIEW = "view:diagnostic";
  const LINK = "#reponses=";

  // -- what the page says --------------------------------------------------------------------------------------------

  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within = document) =>
    [...within.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);

  /** @param {Element | null | undefined} element */
  const textOf = (element) => (element?.textContent ?? "").trim();

  /** @param {HTMLElement} input */
  const answerOf = (input) => ({
    input: /** @type {HTMLInputElement} */ (input),
    text: textOf(input.parentElement?.querySelector("label")),
    alert: "alert" in input.dataset,
    points: new Map(
      (input.dataset.points ?? "")
        .split(" ")
        .filter(Boolean)
        .map((typed) => {
          const [cause, points] = typed.split(":");
          return [cause, Number(points)];
        }),
    ),
  });

  const questions = all(".pk-question").map((part) => {
    const answers = new Map(all("input", part).map((input) => [input.getAttribute("value") ?? "", answerOf(input)]));
    const most = (/** @type {string} */ cause) =>
      Math.max(...[...answers.values()].map(({ points }) => points.get(cause) ?? 0));
    const [legend, text] = [part.querySelector("legend"), textOf(part.querySelector(".pk-question__text"))];
    return { id: part.id, part, legend, text, answers, most };
  });

  const causes = all(".pk-cause").map((part) => {
    const { cause: id = "", letter = "", title = "", family = "" } = part.dataset;
    const most = questions.reduce((sum, question) => sum + question.most(id), 0);
    return { id, title: `${letter}. ${title}`, family, part, most };
  });

  /** @typedef {typeof questions[number]} Question */
  /** @typedef {{cause: typeof causes[number], points: number, most: number, level: Level}} Score */

  // -- counting ------------------------------------------------------------------------------------------------------

  /** The answer to a *question*; none for an id that this page does not know. @param {Question} question @param {Answers} given */
  const answerTo = (question, given) =>
    Object.hasOwn(given, question.id) ? question.answers.get(given[question.id]) : undefined;

  /** @param {Answers} given @returns {Answers} those that this page knows */
  const known = (given) =>
    Object.fromEntries(questions.filter((question) => answerTo(question, given)).map(({ id }) => [id, given[id]]));

  /** @param {Answers} given */
  const alerts = (given) => questions.filter((question) => answerTo(question, given)?.alert);

  /** @param {Answers} given @returns {Score[]} in typed order; *most*: what the answered questions could give */
  const scores = (given) =>
    causes.map((cause) => {
      const counted = questions.filter((question) => answerTo(question, given) && given[question.id] !== UNKNOWN);
      const points = counted.reduce((sum, question) => sum + (answerTo(question, given)?.points.get(cause.id) ?? 0), 0);
      const most = counted.reduce((sum, question) => sum + question.most(cause.id), 0);
      const reaches = (/** @type {number} */ percent) => points * 100 >= most * percent;
      const enough = most > 0 && most * 2 >= cause.most;
      const level = !enough ? "unsure" : reaches(LIKELY) ? "likely" : reaches(POSSIBLE) ? "possible" : "few";
      return { cause, points, most, level };
    });

  /** @param {Score} score */
  const share = ({ points, most }) => (most ? points / most : 0);
  /** Clearest first. @param {Score[]} list */
  const inOrder = (list) =>
    [...list].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || share(b) - share(a));
  /** @param {Score} score */
  const weight = (score) =>
    score.level === "unsure"
      ? say("no_points")
      : say("points", { points: score.points, most: score.most, percent: Math.floor(share(score) * 100) });

  // -- what is kept --------------------------------------------------------------------------------------------------

  /** @param {any} value @returns {value is Answers} */
  const areAnswers = (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((id) => typeof id === "string");

  /** @param {any} one @returns {one is Kept} */
  const isKept = (one) =>
    typeof one?.at === "string" &&
    !Number.isNaN(Date.parse(one.at)) &&
    typeof one.mission === "string" &&
    areAnswers(one.answers);

  /** @param {any} value @returns {value is {draft: Answers, kept: Kept[]}} */
  const valid = (value) => areAnswers(value?.draft) && Array.isArray(value.kept) && value.kept.every(isKept);

  /** @type {{draft: Answers, kept: Kept[]}} */
  let state = { draft: {}, kept: [] };
  let fault = "";
  let spoilt = false; // said for as long as the page is open
  /** Answers that came by a link, shown and never kept. @type {Answers | null} */
  let received = null;
  /** Answers that raise the alert: they speak of someone's health or safety, and are written nowhere. @type {Answers} */
  let unwritten = {};

  const load = () => {
    const found = store.read(NAME, valid);
    spoilt ||= found.fault === "spoilt";
    fault = found.fault === "spoilt" ? "" : found.fault;
    state = found.value ?? { draft: {}, kept: [] };
  };

  /** Change what is kept. Another tab may have changed it since: its answers to other questions stay. */
  /** @param {(state: {draft: Answers, kept: Kept[]}) => void} edit */
  const keep = (edit) => {
    if (!fault) load(); // after a write that failed, memory knows more than the browser
    edit(state);
    // answers that this page does not know any more go with the first change; those of an alert never come in
    state.draft = Object.fromEntries(
      Object.entries(known(state.draft)).filter(([id, answer]) => !alerts({ [id]: answer }).length),
    );
    const nothing = !Object.keys(state.draft).length && !state.kept.length;
    if (nothing) store.forget(NAME);
    else fault = store.write(NAME, state);
  };

  const given = () => received ?? known({ ...state.draft, ...unwritten });

  /** @param {Kept} one */
  const whenOf = ({ at }) => {
    const time = new Date(at).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    return say("kept_on", { day: self.kit.longDate(at), time });
  };

  /** @param {string} id */
  const missionName = (id) => self.kit.missions().list.find((mission) => mission.id === id)?.name ?? "";

  // -- the frame -----------------------------------------------------------------------------------------------------

  /** « one » question at a time, or « all » on the page. */
  /** @param {unknown} value @returns {value is "one" | "all"} */
  const validView = (value) => value === "one" || value === "all";
  let view = store.read(VIEW, validView).value ?? "one";
  let step = 0; // of the questions; their number for the result

  const line = status();
  const faultLine = make("p", { class: "pk-status pk-fault", role: "status" });
  const place = make("span", { class: "pk-place" });
  const progress = make("progress", { max: questions.length, "aria-label": say("progress") });
  const toggle = button("", () => {
    view = view === "one" ? "all" : "one";
    store.write(VIEW, view);
    step = Math.min(step, questions.length - 1);
    show();
  });
  const previous = button(say("previous"), () => go(step - 1));
  const next = button("", () => go(step + 1), { class: "pk-button pk-button--main" });
  const preview = make(
    "div",
    { class: "pk-preview", role: "status" },
    make("p", {}, say("preview")),
    make("p", { class: "pk-actions" }, button(say("adopt"), adopt), button(say("leave"), leave)),
  );
  const alertPart = all("section.pk-alert")[0];
  const alertFirst = textOf(alertPart?.querySelector(".pk-alert__first"));
  const nothingPart = all(".pk-nothing")[0];
  const warning = make("p", { class: "pk-warning", role: "alert" });

  const heading = make("h2", { tabindex: -1 }, root.dataset.results ?? "");
  const missing = make("p", { class: "pk-note" });
  const advice = make("p");
  const leading = make("ol", { class: "pk-leading" });
  const figure = make("figure", { class: "pk-scale" });
  const retained = make("div", { class: "pk-retained" });
  const few = make("details", { class: "pk-few" });
  const unsure = make("details", { class: "pk-few" });
  const unknowns = make("details", { class: "pk-few" });
  const yours = make("details", { class: "pk-yours" });
  const actions = make(
    "div",
    { class: "pk-actions" },
    button(say("keep"), keepResult, { class: "pk-button pk-button--main", "data-act": "keep" }),
    button(say("print"), () => self.print()),
    button(say("share"), () => self.kit.share(LINK.slice(1) + self.kit.packed(given()), line), { "data-act": "share" }),
    button(say("to_questions"), () => go(0), { "data-act": "questions" }),
  );
  const counted = make("div", {}, leading, advice, missing, retained, figure, few, unsure, unknowns, yours);
  const shareNote = make("p", { class: "pk-note pk-privacy", "data-act": "share" }, say("share_note"));
  const printed = make("p", { class: "pk-note pk-printed" }, say("printed", { day: self.kit.longDate(Date.now()) }));
  const noProof = make("p", { class: "pk-no-proof" }, say("proof"));
  const result = make("section", { class: "pk-result" }, heading, noProof, printed, counted, actions, shareNote);
  const privacy = make("p", { class: "pk-note pk-privacy" }, sayKit("kept"));
  const keptPart = make("section", { class: "pk-kept" });
  const comparison = make("section", { class: "pk-comparison" });
  const restTitle = make("summary");
  const rest = make("details", { class: "pk-rest" }, restTitle);
  const clear = button(say("clear"), clearAnswers);
  const printGrid = button(say("print_grid"), () => self.print());
  /** Everything the script moves about; its data-* attributes say to the style what to show. */
  const play = make("div", { class: "pk-play" });

  // -- what the reader does --------------------------------------------------------------------------------------------

  /** Go to a question, or past the last one to the result. @param {number} to */
  function go(to) {
    step = Math.max(0, Math.min(to, questions.length));
    show();
    const outcome = alerts(given()).length ? alertPart?.querySelector("h2") : heading;
    const focused = step < questions.length ? questions[step].legend : outcome;
    if (!(focused instanceof HTMLElement)) return;
    focused.tabIndex = -1;
    focused.focus();
  }

  /** @param {Event} event */
  function answered(event) {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
    const { name, value } = target;
    if (received) received[name] = value;
    else {
      if ("alert" in target.dataset) unwritten[name] = value;
      else delete unwritten[name];
      keep(({ draft }) => (draft[name] = value));
    }
    line.replaceChildren();
    show();
  }

  async function clearAnswers() {
    const content = [make("p", {}, say("clear_text"))];
    if (!(await ask({ title: say("clear_title"), content, action: say("clear_action"), danger: true }))) return;
    if (received) received = {};
    else {
      unwritten = {};
      keep((state) => (state.draft = {}));
    }
    line.textContent = say("cleared");
    go(0);
  }

  function keepResult() {
    const answers = given();
    keep(({ kept }) => kept.push({ at: new Date().toISOString(), mission: self.kit.mission()?.id ?? "", answers }));
    if (!fault) line.textContent = say("kept_done");
    show();
  }

  /** @param {Kept} one */
  async function forget(one) {
    const content = [make("p", {}, whenOf(one))];
    if (!(await ask({ title: say("forget_title"), content, action: say("forget"), danger: true }))) return;
    keep((state) => (state.kept = state.kept.filter(({ at }) => at !== one.at)));
    line.textContent = say("forgotten");
    comparison.replaceChildren();
    show();
    (keptPart.querySelector("button") ?? toggle).focus();
  }

  async function adopt() {
    const taken = given();
    const own = Object.keys(known(state.draft)).length > 0;
    if (own && !(await ask({ title: say("adopt_title"), action: say("adopt_action"), danger: true }))) return;
    keep((state) => (state.draft = taken));
    unwritten = taken;
    leave();
  }

  function leave() {
    received = null;
    history.replaceState(null, "", location.pathname + location.search);
    show();
  }

  /** What the address asks for: answers to look at, a question, a cause. @param {boolean} [arriving] in the page */
  function follow(arriving = false) {
    if (location.hash.startsWith(LINK)) {
      const sent = self.kit.unpacked(location.hash.slice(LINK.length));
      const answers = areAnswers(sent) ? known(sent) : {};
      if (Object.keys(answers).length) {
        received = answers;
        step = questions.length;
      } else {
        leave();
        line.textContent = say("bad_link");
      }
      return show();
    }
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !play.contains(target)) return;
    const asked = questions.findIndex(({ part }) => part.contains(target));
    if (asked >= 0) step = asked;
    else if (result.contains(target)) step = questions.length;
    else if (questionsPart?.contains(target) && step === questions.length && !arriving) step = 0; // « Commencer », again
    show();
    for (let around = target.parentElement; around && around !== play; around = around.parentElement)
      if (around instanceof HTMLDetailsElement) around.open = true;
    // what a result took the place of leads to it
    [target, heading, alertPart, bar].find((part) => part?.getClientRects().length)?.scrollIntoView();
  }

  // -- what the reader sees ----------------------------------------------------------------------------------------------

  function show() {
    const answers = given();
    const count = Object.keys(answers).length;
    const alarming = alerts(answers);
    const asking = step < questions.length;
    play.dataset.view = view;
    play.dataset.step = asking ? "question" : "result";
    play.dataset.state = alarming.length ? "alert" : count ? "answered" : "blank";

    questions.forEach(({ id, part, answers: choices }, index) => {
      choices.forEach(({ input }, value) => (input.checked = answers[id] === value));
      part.hidden = view === "one" && index !== step;
    });
    const done = say(count === 1 ? "done_one" : "done_many", { done: count, total: questions.length });
    const at = say("step", { number: step + 1, total: questions.length });
    place.textContent = view === "one" && asking ? `${at} · ${done}` : done;
    progress.value = count;
    toggle.textContent = say(view === "one" ? "all" : "one");
    previous.disabled = step === 0;
    next.textContent = say(step === questions.length - 1 ? "to_result" : "next");
    clear.hidden = count === 0;
    printGrid.hidden = count > 0; // then print gives the result
    preview.hidden = !received;
    privacy.hidden = fault === "refused";
    faultLine.textContent = fault || spoilt ? sayKit(fault || "spoilt") : "";

    if (alarming.length) {
      const link = make("a", { href: "#pk-alert" }, say("alert_link"));
      if (!warning.isConnected) warning.replaceChildren(say("alert_line"), " ", link);
      answerTo(alarming[0], answers)?.input.parentElement?.after(warning);
    } else warning.remove();
    showResult(answers, alarming.length > 0);
    showKept();
  }

  /** @param {Answers} answers @param {boolean} alarming */
  function showResult(answers, alarming) {
    const count = Object.keys(answers).length;
    const list = count && !alarming ? inOrder(scores(answers)) : [];
    const open = list.filter(({ level }) => level === "likely" || level === "possible");
    const [fewOnes, unsureOnes] = ["few", "unsure"].map((wanted) => list.filter(({ level }) => level === wanted));
    causes.forEach(({ part }) => part.querySelector(".pk-because")?.remove());

    counted.hidden = !list.length;
    result.hidden = !count;
    heading.hidden = noProof.hidden = alarming;
    rest.hidden = alarming;
    restTitle.textContent = say(list.length ? "rest_counted" : "rest");
    causesPart.hidden = list.length > 0;
    all("[data-act=keep], [data-act=share]", result).forEach((act) => (act.hidden = alarming));
    placeAlert(alarming);
    if (nothingPart) {
      nothingPart.hidden = open.length > 0;
      if (fewOnes.length && !open.length) advice.after(nothingPart);
      else rest.append(nothingPart);
    }
    causes.forEach(({ part }) => causesPart.append(part)); // back in typed order, then where the result wants them
    if (!list.length) return;

    const left = questions.filter((question) => !answerTo(question, answers));
    missing.hidden = !left.length;
    missing.replaceChildren(
      say(left.length === 1 ? "unanswered_one" : "unanswered_many", { count: left.length }),
      " ",
      button(
        say("answer_them"),
        () => {
          if (view === "one") return go(questions.indexOf(left[0]));
          left[0]?.answers.values().next().value?.input.focus();
        },
        { class: "pk-link" },
      ),
    );
    advice.textContent = open.length > 1 ? say("several") : open.length || fewOnes.length ? "" : say("unsure_all");
    advice.hidden = !advice.textContent;

    leading.hidden = !open.length;
    leading.replaceChildren(
      ...open.map(({ cause, level }) => {
        const [title, href] = [cause.title.replace(/^\w+\. /, ""), `#${cause.part.querySelector("h3")?.id}`];
        return make("li", {}, make("a", { href }, title), " ", make("span", { class: "pk-level" }, say(level)));
      }),
    );
    open.forEach((score) => retained.append(score.cause.part));
    const fewTitle = make("summary", {}, say("few_title", { count: fewOnes.length }));
    const unsureTitle = make("summary", {}, say("unsure_title", { count: unsureOnes.length }));
    few.replaceChildren(fewTitle, ...fewOnes.map(({ cause }) => cause.part));
    unsure.replaceChildren(
      unsureTitle,
      make("p", {}, say("unsure_text")),
      ...unsureOnes.map(({ cause }) => cause.part),
    );
    few.hidden = !fewOnes.length;
    unsure.hidden = !unsureOnes.length;
    list.forEach((score) => score.cause.part.querySelector("h3")?.after(because(score, answers)));
    showFigure(list);
    const asked = questions.filter(({ id }) => answers[id] === UNKNOWN);
    const askedTitle = make("summary", {}, say("unknown_title", { count: asked.length }));
    unknowns.replaceChildren(askedTitle, make("ul", {}, ...asked.map(({ text }) => make("li", {}, text))));
    unknowns.hidden = !asked.length;
    yours.replaceChildren(make("summary", {}, say("yours")), answerList(questions, answers));
  }

  /** What to do at once stands alone when an answer calls for it, and with the counting by hand otherwise. */
  /** @param {boolean} alarming */
  function placeAlert(alarming) {
    const place = alarming ? result : rest;
    if (!alertPart || alertPart.parentElement === place) return;
    alertPart.querySelector(".pk-alert__first")?.replaceChildren(alarming ? say("alert_result") : alertFirst);
    if (alarming) result.prepend(alertPart);
    else causesPart.before(alertPart);
  }

  /** @param {Question} question @param {Answers} answers */
  const answerText = (question, answers) =>
    answers[question.id] === UNKNOWN ? say("unknown") : (answerTo(question, answers)?.text ?? say("none"));

  /** @param {Question[]} asked @param {Answers} answers */
  const answerList = (asked, answers) =>
    make("ul", {}, ...asked.map((one) => make("li", {}, one.text, " ", make("strong", {}, answerText(one, answers)))));

  /** The level of a cause, and the answers that point to it. @param {Score} score @param {Answers} answers */
  function because(score, answers) {
    const pointing = questions.filter((question) => answerTo(question, answers)?.points.has(score.cause.id));
    return make(
      "div",
      { class: "pk-because" },
      make("p", { class: `pk-level pk-level--${score.level}` }, `${say(score.level)} · ${weight(score)}`),
      pointing.length > 0 && make("p", { class: "pk-label" }, say("because")),
      pointing.length > 0 && answerList(pointing, answers),
    );
  }

  /** A table whose rows are headed by their first text. @param {string} name @param {string[]} columns @param {string[][]} rows */
  const grid = (name, columns, rows) => {
    const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, say(column))));
    const body = rows.map(([first, ...cells]) =>
      make("tr", {}, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))),
    );
    const table = make("table", { class: "pk-scores" }, make("thead", {}, head), make("tbody", {}, ...body));
    return make("div", { class: "pk-table", tabindex: 0, role: "region", "aria-label": name }, table);
  };

  // -- the picture, and the table that says the same -----------------------------------------------------------------------

  const SVG = "http://www.w3.org/2000/svg";
  const [SIZE, LINE, BAR] = [14, 19, 12]; // pixels: letters, lines, bars
  const pen = document.createElement("canvas").getContext("2d");

  /** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
  const shape = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, String(value)));
    made.append(...children);
    return made;
  };

  /** The *text* cut into lines of *width* pixels at most. @param {string} text @param {number} width @param {boolean} bold */
  const lines = (text, width, bold) => {
    if (pen) pen.font = `${bold ? "bold " : ""}${SIZE}px ${getComputedStyle(figure).fontFamily}`;
    const fits = (/** @type {string} */ part) =>
      (pen ? pen.measureText(part).width : part.length * SIZE * 0.6) <= width;
    /** @type {string[]} */
    const cut = [];
    for (const word of text.split(/ /)) {
      const longer = cut.length ? `${cut[cut.length - 1]} ${word}` : word;
      if (cut.length && fits(longer)) cut[cut.length - 1] = longer;
      else cut.push(word);
    }
    return cut;
  };

  /** @param {Map<string, Score[]>} groups by family @param {number} width @param {string} description */
  const picture = (groups, width, description) => {
    /** @type {Element[]} */
    const parts = [];
    let y = 0;
    const write = (/** @type {string} */ text, /** @type {string} */ kind) => {
      for (const part of lines(text, width - 2, kind !== "level")) {
        y += LINE;
        parts.push(shape("text", { x: 0, y: y - 4, class: `pk-chart__${kind}`, "font-size": SIZE }, part));
      }
    };
    for (const [family, list] of groups) {
      if (family) write(family, "family");
      for (const score of list) {
        write(score.cause.title, "title");
        const filled = score.level === "unsure" ? 0 : (width - 2) * share(score);
        parts.push(
          shape("rect", {
            x: 1,
            y: y + 1,
            width: width - 2,
            height: BAR,
            class: `pk-chart__track pk-chart__track--${score.level}`,
          }),
          shape("rect", {
            x: 1,
            y: y + 1,
            width: filled,
            height: BAR,
            class: `pk-chart__bar pk-chart__bar--${score.level}`,
          }),
          ...[POSSIBLE, LIKELY].map((percent) => {
            const x = 1 + ((width - 2) * percent) / 100;
            return shape("line", { x1: x, x2: x, y1: y - 1, y2: y + BAR + 3, class: "pk-chart__limit" });
          }),
        );
        y += BAR + 3;
        write(`${say(score.level)} · ${weight(score)}`, "level");
        y += 10;
      }
    }
    return shape(
      "svg",
      {
        class: "pk-chart",
        role: "img",
        "aria-labelledby": "pk-chart-title",
        "aria-describedby": "pk-chart-text",
        viewBox: `0 0 ${width} ${y}`,
        width,
        height: y,
      },
      shape("title", { id: "pk-chart-title" }, say("chart")),
      shape("desc", { id: "pk-chart-text" }, description),
      ...parts,
    );
  };

  /** @type {(width: number) => void} */
  let redraw = () => {};
  let drawn = 0;

  /** @param {Score[]} list in order */
  function showFigure(list) {
    /** @type {Map<string, Score[]>} */
    const groups = new Map([...new Set(causes.map(({ family }) => family))].map((family) => [family, []]));
    list.forEach((score) => groups.get(score.cause.family)?.push(score));
    const rows = [...groups.values()].flat().map((score) => [score.cause.title, say(score.level), weight(score)]);
    const description = rows.map((row) => `${row.join(", ")}.`).join(" ");
    const table = grid(say("chart"), ["cause", "level", "weight"], rows);
    const caption = make("figcaption", { class: "pk-note" }, say("limits", { possible: POSSIBLE, likely: LIKELY }));
    redraw = (width) => {
      drawn = width;
      figure.replaceChildren(picture(groups, width, description), caption, table);
    };
    redraw(figure.clientWidth || drawn || 320);
  }

  const resized = () => figure.clientWidth && figure.clientWidth !== drawn && redraw(figure.clientWidth);
  new ResizeObserver(() => requestAnimationFrame(resized)).observe(figure);

  // -- what was kept, and what changed since -------------------------------------------------------------------------------

  function showKept() {
    keptPart.hidden = !state.kept.length;
    const items = [...state.kept].reverse().map((one) => {
      const named = (/** @type {string} */ key) => ({ "aria-label": say(key, { when: whenOf(one) }) });
      const compared = () => {
        compare(one);
        comparison.querySelector("h2")?.focus();
      };
      return make(
        "li",
        {},
        [whenOf(one), missionName(one.mission)].filter(Boolean).join(" · "),
        " ",
        button(say("compare"), compared, named("compare_with")),
        " ",
        button(say("forget"), () => forget(one), named("forget_one")),
      );
    });
    keptPart.replaceChildren(make("h2", {}, say("kept_title")), make("ul", {}, ...items));
    if (!Object.keys(given()).length || alerts(given()).length || !comparison.hasChildNodes())
      comparison.replaceChildren();
    else compare(compared);
  }

  /** @type {Kept} */
  let compared = { at: "", mission: "", answers: {} };

  /** @param {Kept} one */
  function compare(one) {
    const now = given();
    compared = one;
    const title = make("h2", { tabindex: -1 }, say("compare_title", { when: whenOf(one) }));
    if (alerts(now).length || alerts(one.answers).length)
      return comparison.replaceChildren(title, make("p", {}, say("compare_alert")));
    const before = scores(one.answers);
    if (!Object.keys(now).length) {
      const rows = inOrder(before).map((score) => [score.cause.title, cell(score)]);
      return comparison.replaceChildren(
        title,
        make("p", {}, say("compare_first")),
        grid(textOf(title), ["cause", "before"], rows),
      );
    }
    const rows = scores(now).map((score, index) => {
      const old = before[index];
      return [score.cause.title, cell(old), cell(score), say(change(old, score))];
    });
    const changed = questions
      .map((asked) => ({ question: asked.text, before: answerText(asked, one.answers), now: answerText(asked, now) }))
      .filter(({ before, now }) => before !== now);
    comparison.replaceChildren(
      title,
      grid(textOf(title), ["cause", "before", "now", "change"], rows),
      make("p", { class: "pk-label" }, say(changed.length ? "changed" : "unchanged")),
      make("ul", {}, ...changed.map((texts) => make("li", {}, say("from_to", texts)))),
    );
  }

  /** @param {Score} score */
  const cell = (score) => `${say(score.level)} · ${weight(score)}`;
  /** @param {Score} before @param {Score} now */
  const change = (before, now) => {
    if (before.level === "unsure" || now.level === "unsure") return "unknowable";
    return share(now) > share(before) ? "more" : share(now) < share(before) ? "less" : "same";
  };

  // -- begin -----------------------------------------------------------------------------------------------------------

  root.after(play);
  const bar = make("div", { class: "pk-progress" }, place, progress, toggle, clear, printGrid);
  play.append(preview, faultLine, bar, questionsPart, result, line, privacy, keptPart, comparison, rest);
  questionsPart.append(make("div", { class: "pk-actions pk-steps" }, previous, next));
  rest.append(...[...all(".pk-hand"), causesPart, nothingPart].filter(Boolean));
  questionsPart.addEventListener("change", answered);
  questionsPart.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || view !== "one") return;
    event.preventDefault();
    go(step + 1);
  });
  warning.addEventListener("click", (event) => {
    event.preventDefault();
    go(questions.length);
  });
  self.addEventListener("hashchange", () => follow());
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.hash && link.href === location.href) follow(); // the address stays: nothing else tells
  });
  matchMedia("print").addEventListener("change", ({ matches }) => {
    yours.open = matches;
    if (play.dataset.state === "blank") rest.open = matches;
  });
  store.watch(NAME, () => {
    load();
    show();
  });

  load();
  yours.open = matchMedia("print").matches;
  const first = questions.findIndex((question) => !answerTo(question, state.draft));
  step = first < 0 ? questions.length : first;
  show();
  if (location.hash) follow(true);
})();
