// @ts-check
// A diagnostic that counts by itself: questions one by one, causes in order, a picture, results kept and compared.
// All it knows is in the page, which says everything without it. Answers stay in this browser, by stable ids.
(() => {
  "use strict";
  const { make, button, ask, status, store, speaker, ...kit } = self.kit;
  const { all, root, questions, answerTo, known, alerts } = kitCounting;
  const { given, ...answers } = kitAnswers;
  const [[questionsPart], [causesPart]] = [all(".pk-questions"), all(".pk-causes")];
  if (!root || !questionsPart || !causesPart) return;
  const say = speaker("diagnostic");
  const sayKit = speaker("kit");

  const VIEW = "view:diagnostic";
  const LINK = "#reponses=";

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
  const warning = make("p", { class: "pk-warning", role: "alert" });
  const privacy = make("p", { class: "pk-note pk-privacy" }, sayKit("kept"));
  const clear = button(say("clear"), clearAnswers);
  const printGrid = button(say("print_grid"), () => self.print());
  const bar = make("div", { class: "pk-progress" }, place, progress, toggle, clear, printGrid);
  const outcome = kitOutcome(causesPart, {
    keep: keepResult,
    share: () => kit.share(LINK.slice(1) + kit.packed(given()), line),
    questions: () => go(0),
    answer: (question) => {
      if (view === "one") return go(questions.indexOf(question));
      question?.answers.values().next().value?.input.focus();
    },
  });
  const comparison = kitComparison(toggle, () => {
    line.textContent = say("forgotten");
    show();
  });
  /** Everything the script moves about; its data-* attributes say to the style what to show. */
  const play = make("div", { class: "pk-play" });

  // -- what the reader does --------------------------------------------------------------------------------------------

  /** Go to a question, or past the last one to the result. @param {number} to */
  function go(to) {
    step = Math.max(0, Math.min(to, questions.length));
    show();
    const end = alerts(given()).length ? outcome.alertPart?.querySelector("h2") : outcome.heading;
    const focused = step < questions.length ? questions[step].legend : end;
    if (!focused) return;
    focused.tabIndex = -1;
    focused.focus();
  }

  /** @param {Event} event */
  function answered({ target }) {
    if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
    answers.give(target.name, target.value, "alert" in target.dataset);
    line.replaceChildren();
    show();
  }

  async function clearAnswers() {
    const content = [make("p", {}, say("clear_text"))];
    if (!(await ask({ title: say("clear_title"), content, action: say("clear_action"), danger: true }))) return;
    answers.clear();
    line.textContent = say("cleared");
    go(0);
  }

  function keepResult() {
    if (answers.keepResult()) line.textContent = say("kept_done");
    show();
  }

  async function adopt() {
    const taken = given();
    const own = Object.keys(answers.draft()).length > 0;
    if (own && !(await ask({ title: say("adopt_title"), action: say("adopt_action"), danger: true }))) return;
    answers.adopt(taken);
    leave();
  }

  function leave() {
    answers.receive(null);
    history.replaceState(null, "", location.pathname + location.search);
    show();
  }

  /** Show the answers that the address holds. */
  function receive() {
    const sent = kit.unpacked(location.hash.slice(LINK.length));
    const received = answers.areAnswers(sent) ? known(sent) : {};
    if (Object.keys(received).length) {
      answers.receive(received);
      step = questions.length;
    } else {
      leave();
      line.textContent = say("bad_link");
    }
    show();
  }

  /** What the address asks for: answers to look at, a question, a cause. @param {boolean} [arriving] in the page */
  function follow(arriving = false) {
    if (location.hash.startsWith(LINK)) return receive();
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !play.contains(target)) return;
    const asked = questions.findIndex(({ part }) => part.contains(target));
    if (asked >= 0) step = asked;
    else if (outcome.part.contains(target)) step = questions.length;
    else if (questionsPart.contains(target) && step === questions.length && !arriving) step = 0; // « Commencer », again
    show();
    for (let around = target.parentElement; around && around !== play; around = around.parentElement)
      if (around instanceof HTMLDetailsElement) around.open = true;
    // what a result took the place of leads to it
    const places = [target, outcome.heading, outcome.alertPart, bar];
    places.find((part) => part?.getClientRects().length)?.scrollIntoView();
  }

  // -- what the reader sees ----------------------------------------------------------------------------------------------

  function show() {
    const now = given();
    const count = Object.keys(now).length;
    const alarming = alerts(now);
    const asking = step < questions.length;
    play.dataset.view = view;
    play.dataset.step = asking ? "question" : "result";
    play.dataset.state = alarming.length ? "alert" : count ? "answered" : "blank";

    questions.forEach(({ id, part, answers: choices }, index) => {
      choices.forEach(({ input }, value) => (input.checked = now[id] === value));
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
    preview.hidden = !answers.received();
    privacy.hidden = answers.refused();
    faultLine.textContent = answers.fault() && sayKit(answers.fault());

    if (alarming.length) {
      const link = make("a", { href: "#pk-alert" }, say("alert_link"));
      if (!warning.isConnected) warning.replaceChildren(say("alert_line"), " ", link);
      answerTo(alarming[0], now)?.input.parentElement?.after(warning);
    } else warning.remove();
    outcome.show(now, alarming.length > 0);
    comparison.show();
  }

  // -- begin -----------------------------------------------------------------------------------------------------------

  root.after(play);
  const parts = [preview, faultLine, bar, questionsPart, outcome.part, line, privacy];
  play.append(...parts, comparison.list, comparison.part, outcome.rest);
  questionsPart.append(make("div", { class: "pk-actions pk-steps" }, previous, next));
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
    outcome.yours.open = matches;
    if (play.dataset.state === "blank") outcome.rest.open = matches;
  });
  answers.watch(show);

  answers.load();
  outcome.yours.open = matchMedia("print").matches;
  const first = questions.findIndex((question) => !answerTo(question, answers.draft()));
  step = first < 0 ? questions.length : first;
  show();
  if (location.hash) follow(true);
})();
