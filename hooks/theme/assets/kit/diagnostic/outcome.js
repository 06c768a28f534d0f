// @ts-check
// What the answers to a diagnostic amount to: causes in order with the answers that point to each, a picture, what is not
// known; or the alert alone, when an answer calls for it. Parts of the page move here, and back.

const kitOutcome = (() => {
  "use strict";
  const { make, button, speaker, longDate } = self.kit;
  const { UNKNOWN, all, textOf, root, questions, causes } = kitCounting;
  const { answerTo, answerList, scores, inOrder, inWords } = kitCounting;
  const say = speaker("diagnostic");

  /** The level of a cause, and the answers that point to it. @param {Score} score @param {Given} given */
  const because = (score, given) => {
    const pointing = questions.filter((question) => answerTo(question, given)?.points.has(score.cause.id));
    return make(
      "div",
      { class: "pk-because" },
      make("p", { class: `pk-level pk-level--${score.level}` }, inWords(score)),
      pointing.length > 0 && make("p", { class: "pk-label" }, say("because")),
      pointing.length > 0 && answerList(pointing, given),
    );
  };

  /** @param {Score} score */
  const leadingRow = ({ cause, level }) => {
    const [title, href] = [cause.title.replace(/^\w+\. /, ""), `#${cause.part.querySelector("h3")?.id}`];
    return make("li", {}, make("a", { href }, title), " ", make("span", { class: "pk-level" }, say(level)));
  };

  /**
   * @param {HTMLElement} causesPart where the page has its causes
   * @param {{keep: () => void, share: () => void, questions: () => void, answer: (question: Question) => void}} acts
   */
  return (causesPart, acts) => {
    const alertPart = all("section.pk-alert")[0];
    const alertFirst = textOf(alertPart?.querySelector(".pk-alert__first"));
    const nothingPart = all(".pk-nothing")[0];

    const heading = make("h2", { tabindex: -1 }, root.dataset.results ?? "");
    const missing = make("p", { class: "pk-note" });
    const advice = make("p");
    const leading = make("ol", { class: "pk-leading" });
    const retained = make("div", { class: "pk-retained" });
    const few = make("details", { class: "pk-few" });
    const unsure = make("details", { class: "pk-few" });
    const unknowns = make("details", { class: "pk-few" });
    const yours = make("details", { class: "pk-yours" });
    const actions = make(
      "div",
      { class: "pk-actions" },
      button(say("keep"), acts.keep, { class: "pk-button pk-button--main", "data-act": "keep" }),
      button(say("print"), () => self.print()),
      button(say("share"), acts.share, { "data-act": "share" }),
      button(say("to_questions"), acts.questions, { "data-act": "questions" }),
    );
    const { figure } = kitChart;
    const counted = make("div", {}, leading, advice, missing, retained, figure, few, unsure, unknowns, yours);
    const shareNote = make("p", { class: "pk-note pk-privacy", "data-act": "share" }, say("share_note"));
    const printed = make("p", { class: "pk-note pk-printed" }, say("printed", { day: longDate(Date.now()) }));
    const noProof = make("p", { class: "pk-no-proof" }, say("proof"));
    const part = make("section", { class: "pk-result" }, heading, noProof, printed, counted, actions, shareNote);
    const restTitle = make("summary");
    /** What the page says to those who count by hand. */
    const rest = make("details", { class: "pk-rest" }, restTitle);
    rest.append(...[...all(".pk-hand"), causesPart, nothingPart].filter(Boolean));

    /** What to do at once stands alone when an answer calls for it, and with the counting by hand otherwise. */
    /** @param {boolean} alarming */
    const placeAlert = (alarming) => {
      const place = alarming ? part : rest;
      if (!alertPart || alertPart.parentElement === place) return;
      alertPart.querySelector(".pk-alert__first")?.replaceChildren(alarming ? say("alert_result") : alertFirst);
      if (alarming) part.prepend(alertPart);
      else causesPart.before(alertPart);
    };

    /** @param {Given} given */
    const showMissing = (given) => {
      const left = questions.filter((question) => !answerTo(question, given));
      missing.hidden = !left.length;
      missing.replaceChildren(
        say(left.length === 1 ? "unanswered_one" : "unanswered_many", { count: left.length }),
        " ",
        button(say("answer_them"), () => acts.answer(left[0]), { class: "pk-link" }),
      );
    };

    /** Causes, each where its level puts it. @param {Score[]} list @param {Score[]} open @param {Given} given */
    const showCauses = (list, open, given) => {
      const [fewOnes, unsureOnes] = ["few", "unsure"].map((wanted) => list.filter(({ level }) => level === wanted));
      advice.textContent = open.length > 1 ? say("several") : open.length || fewOnes.length ? "" : say("unsure_all");
      advice.hidden = !advice.textContent;
      leading.hidden = !open.length;
      leading.replaceChildren(...open.map(leadingRow));
      open.forEach((score) => retained.append(score.cause.part));
      few.replaceChildren(
        make("summary", {}, say("few_title", { count: fewOnes.length })),
        ...fewOnes.map(({ cause }) => cause.part),
      );
      unsure.replaceChildren(
        make("summary", {}, say("unsure_title", { count: unsureOnes.length })),
        make("p", {}, say("unsure_text")),
        ...unsureOnes.map(({ cause }) => cause.part),
      );
      few.hidden = !fewOnes.length;
      unsure.hidden = !unsureOnes.length;
      list.forEach((score) => score.cause.part.querySelector("h3")?.after(because(score, given)));
    };

    /** @param {Given} given @param {boolean} alarming */
    const show = (given, alarming) => {
      const count = Object.keys(given).length;
      const list = count && !alarming ? inOrder(scores(given)) : [];
      const open = list.filter(({ level }) => level === "likely" || level === "possible");
      causes.forEach((cause) => cause.part.querySelector(".pk-because")?.remove());

      counted.hidden = !list.length;
      part.hidden = !count;
      heading.hidden = noProof.hidden = alarming;
      rest.hidden = alarming;
      restTitle.textContent = say(list.length ? "rest_counted" : "rest");
      causesPart.hidden = list.length > 0;
      all("[data-act=keep], [data-act=share]", part).forEach((act) => (act.hidden = alarming));
      placeAlert(alarming);
      if (nothingPart) {
        nothingPart.hidden = open.length > 0;
        if (list.some(({ level }) => level === "few") && !open.length) advice.after(nothingPart);
        else rest.append(nothingPart);
      }
      causes.forEach((cause) => causesPart.append(cause.part)); // back in typed order, then where the result wants them
      if (!list.length) return;

      showMissing(given);
      showCauses(list, open, given);
      kitChart.show(list);
      const asked = questions.filter(({ id }) => given[id] === UNKNOWN);
      const askedTitle = make("summary", {}, say("unknown_title", { count: asked.length }));
      unknowns.replaceChildren(askedTitle, make("ul", {}, ...asked.map(({ text }) => make("li", {}, text))));
      unknowns.hidden = !asked.length;
      yours.replaceChildren(make("summary", {}, say("yours")), answerList(questions, given));
    };

    return { part, heading, rest, yours, alertPart, show };
  };
})();
