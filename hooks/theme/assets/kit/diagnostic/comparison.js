// @ts-check
// The results that were kept of a diagnostic, and what changed since one of them.

const kitComparison = (() => {
  "use strict";
  const { make, button, ask, speaker, longDate, missions } = self.kit;
  const { questions, alerts, answerText, scores, share, inOrder, inWords, textOf } = kitCounting;
  const { given, kept, forget: drop } = kitAnswers;
  const { grid } = kitChart;
  const say = speaker("diagnostic");

  /** @param {Result} one */
  const whenOf = ({ at }) => {
    const time = new Date(at).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    return say("kept_on", { day: longDate(at), time });
  };

  /** @param {string} id */
  const missionName = (id) => missions().list.find((mission) => mission.id === id)?.name ?? "";

  /** @param {Score} before @param {Score} now */
  const change = (before, now) => {
    if (before.level === "unsure" || now.level === "unsure") return "unknowable";
    return share(now) > share(before) ? "more" : share(now) < share(before) ? "less" : "same";
  };

  /** What a comparison with *one* says, under its *title*. @param {Result} one @param {HTMLElement} title @returns {Node[]} */
  const compared = (one, title) => {
    const now = given();
    if (alerts(now).length || alerts(one.answers).length) return [make("p", {}, say("compare_alert"))];
    const before = scores(one.answers);
    if (!Object.keys(now).length) {
      const rows = inOrder(before).map((score) => [score.cause.title, inWords(score)]);
      return [make("p", {}, say("compare_first")), grid(textOf(title), ["cause", "before"], rows)];
    }
    const rows = scores(now).map((score, index) => {
      const old = before[index];
      return [score.cause.title, inWords(old), inWords(score), say(change(old, score))];
    });
    const changed = questions
      .map((asked) => ({ question: asked.text, before: answerText(asked, one.answers), now: answerText(asked, now) }))
      .filter(({ before, now }) => before !== now);
    return [
      grid(textOf(title), ["cause", "before", "now", "change"], rows),
      make("p", { class: "pk-label" }, say(changed.length ? "changed" : "unchanged")),
      make("ul", {}, ...changed.map((texts) => make("li", {}, say("from_to", texts)))),
    ];
  };

  /** @param {HTMLElement} otherwise has the focus when no result is left @param {() => void} forgotten told of one that is gone */
  return (otherwise, forgotten) => {
    const list = make("section", { class: "pk-kept" });
    const part = make("section", { class: "pk-comparison" });
    /** @type {Result} the one compared with last */
    let last = { at: "", mission: "", answers: {} };

    /** @param {Result} one */
    const compare = (one) => {
      last = one;
      const title = make("h2", { tabindex: -1 }, say("compare_title", { when: whenOf(one) }));
      part.replaceChildren(title, ...compared(one, title));
    };

    /** @param {Result} one */
    const forget = async (one) => {
      const content = [make("p", {}, whenOf(one))];
      if (!(await ask({ title: say("forget_title"), content, action: say("forget"), danger: true }))) return;
      drop(one);
      part.replaceChildren();
      forgotten();
      (list.querySelector("button") ?? otherwise).focus();
    };

    /** @param {Result} one */
    const rowOf = (one) => {
      const named = (/** @type {string} */ key) => ({ "aria-label": say(key, { when: whenOf(one) }) });
      const compareNow = () => {
        compare(one);
        part.querySelector("h2")?.focus();
      };
      return make(
        "li",
        {},
        [whenOf(one), missionName(one.mission)].filter(Boolean).join(" · "),
        " ",
        button(say("compare"), compareNow, named("compare_with")),
        " ",
        button(say("forget"), () => forget(one), named("forget_one")),
      );
    };

    const show = () => {
      list.hidden = !kept().length;
      list.replaceChildren(make("h2", {}, say("kept_title")), make("ul", {}, ...[...kept()].reverse().map(rowOf)));
      if (!Object.keys(given()).length || alerts(given()).length || !part.hasChildNodes()) part.replaceChildren();
      else compare(last);
    };

    return { list, part, show };
  };
})();
