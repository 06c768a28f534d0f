// @ts-check
// What a diagnostic's page says, and the counting: the points that answers give to causes, and what they amount to.

/** Question → answer, UNKNOWN for « I do not know ». @typedef {Record<string, string>} Given */
/** @typedef {"likely" | "possible" | "few" | "unsure"} Level */
/** An answer that can be given; its points by cause. @typedef {{input: HTMLInputElement, text: string, alert: boolean, points: Map<string, number>}} Choice */
/** `most`: the greatest points that it can give to a cause. */
/** @typedef {{id: string, part: HTMLElement, legend: HTMLElement | null, text: string, answers: Map<string, Choice>, most: (cause: string) => number}} Question */
/** @typedef {{id: string, title: string, family: string, part: HTMLElement, most: number}} Cause */
/** `most`: what the answered questions could give. @typedef {{cause: Cause, points: number, most: number, level: Level}} Score */

const kitCounting = (() => {
  "use strict";
  const { make, speaker } = self.kit;
  const say = speaker("diagnostic");

  const UNKNOWN = "?";
  /** @type {Level[]} */
  const LEVELS = ["likely", "possible", "few", "unsure"];

  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within = document) =>
    [...within.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);

  /** @param {Element | null | undefined} element */
  const textOf = (element) => (element?.textContent ?? "").trim();

  const [root] = all(".pk-diagnostic");
  const [LIKELY, POSSIBLE] = [Number(root?.dataset.likely), Number(root?.dataset.possible)]; // percents

  /** @param {HTMLElement} input @returns {Choice} */
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

  /** @type {Question[]} */
  const questions = all(".pk-question").map((part) => {
    const answers = new Map(all("input", part).map((input) => [input.getAttribute("value") ?? "", answerOf(input)]));
    const most = (/** @type {string} */ cause) =>
      Math.max(...[...answers.values()].map(({ points }) => points.get(cause) ?? 0));
    const [legend, text] = [part.querySelector("legend"), textOf(part.querySelector(".pk-question__text"))];
    return { id: part.id, part, legend, text, answers, most };
  });

  /** @type {Cause[]} */
  const causes = all(".pk-cause").map((part) => {
    const { cause: id = "", letter = "", title = "", family = "" } = part.dataset;
    const most = questions.reduce((sum, question) => sum + question.most(id), 0);
    return { id, title: `${letter}. ${title}`, family, part, most };
  });

  // -- answers ---------------------------------------------------------------------------------------------------------

  /** The answer to a *question*; none for an id that this page does not know. @param {Question} question @param {Given} given */
  const answerTo = (question, given) =>
    Object.hasOwn(given, question.id) ? question.answers.get(given[question.id]) : undefined;

  /** @param {Given} given @returns {Given} those that this page knows */
  const known = (given) =>
    Object.fromEntries(questions.filter((question) => answerTo(question, given)).map(({ id }) => [id, given[id]]));

  /** @param {Given} given */
  const alerts = (given) => questions.filter((question) => answerTo(question, given)?.alert);

  /** @param {Question} question @param {Given} given */
  const answerText = (question, given) =>
    given[question.id] === UNKNOWN ? say("unknown") : (answerTo(question, given)?.text ?? say("none"));

  /** @param {Question[]} asked @param {Given} given */
  const answerList = (asked, given) =>
    make("ul", {}, ...asked.map((one) => make("li", {}, one.text, " ", make("strong", {}, answerText(one, given)))));

  // -- scores ----------------------------------------------------------------------------------------------------------

  /** @param {Given} given @returns {Score[]} in typed order */
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
  const weight = (score) => {
    if (score.level === "unsure") return say("no_points");
    return say("points", { points: score.points, most: score.most, percent: Math.floor(share(score) * 100) });
  };

  /** @param {Score} score */
  const inWords = (score) => `${say(score.level)} · ${weight(score)}`;

  return {
    UNKNOWN,
    LIKELY,
    POSSIBLE,
    all,
    textOf,
    root,
    questions,
    causes,
    answerTo,
    known,
    alerts,
    answerText,
    answerList,
    scores,
    share,
    inOrder,
    weight,
    inWords,
  };
})();
