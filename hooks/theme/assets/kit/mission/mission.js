// @ts-check
// « Ma mission »: the sheet of the current mission, all that this browser keeps for the site, a file to carry it away and
// bring it back, erasing. Nothing is ever sent.
(() => {
  "use strict";
  const page = document.querySelector("[data-mission]");
  if (!(page instanceof HTMLElement)) return;
  const { make, button, ask, status, store, speaker } = self.kit;
  const { say } = kitWording;
  const missions = kitMissions;

  /** @param {string} name @returns {HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-part="${name}"]`));

  const show = () => {
    sheet.show();
    kept.show();
  };

  const sheet = kitSheet(page, show);
  const { flush, keep, line } = sheet;

  const [keptLine, fileLine, allLine] = [status(), status(), status()];
  /** What was said before may not be true any more. @param {HTMLElement} line @param {string} said */
  const tell = (line, said) =>
    [keptLine, fileLine, allLine].forEach((one) => (one.textContent = one === line ? said : ""));

  // -- erasing ---------------------------------------------------------------------------------------------------------

  /** @param {Row} row */
  const eraseOne = async ({ name, what, more, forget }) => {
    flush();
    const content = [make("p", {}, [what, more].filter(Boolean).join(" · "))];
    if (!(await ask({ title: say("erase_title"), content, action: say("erase"), danger: true }))) return;
    await forget();
    if (name === "missions") missions.forgive();
    missions.read();
    if (missions.unkept()) keep(); // there may be room now
    show();
    await kept.countPages();
    tell(keptLine, say("erased", { what }));
    kept.part.focus();
  };

  const eraseAll = async () => {
    const erased = kept.rows().map((row) => row.what);
    const what = erased.join("\u202f; ") || say("all_empty");
    const content = [make("p", {}, say("all_text", { what }))];
    if (!(await ask({ title: say("all_title"), content, action: say("all"), danger: true }))) return;
    sheet.drop();
    await kitDesk.forgetAll();
    missions.forgive();
    missions.read();
    show();
    await kept.countPages();
    const again = navigator.serviceWorker && location.protocol !== "file:" ? ` ${say("all_again")}` : "";
    tell(allLine, kept.rows().length ? say("all_partly") : say("all_done", { what }) + again);
  };

  // -- the page --------------------------------------------------------------------------------------------------------

  const kept = kitKept([...part("keepers").querySelectorAll("a")], eraseOne);
  const { titled } = kept;
  const carrier = kitCarrier({ flush, keep, show, tell: (said) => tell(fileLine, said), titled });

  page.querySelectorAll("[data-without]").forEach((note) => note.remove());
  part("chooser").append(...sheet.choosing);
  part("fields").append(sheet.others);
  part("kept").append(keptLine, kept.part);
  part("file").append(...carrier, fileLine);
  part("erase").append(
    make("p", { class: "pk-actions" }, button(say("all"), eraseAll, { class: "pk-button pk-button--danger" })),
    allLine,
  );
  page.append(sheet.paper);

  page.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLElement && target.dataset.field !== undefined) sheet.heard(/** @type {Input} */ (target));
  });
  page.addEventListener("change", flush);
  self.addEventListener("pagehide", flush);
  self.addEventListener("beforeprint", flush);
  document.addEventListener("visibilitychange", flush);
  self.addEventListener("storage", ({ key }) => {
    if (key !== null && key !== `${store.prefix}missions`) return kept.show();
    const [before, typing] = [sheet.shown(), sheet.typing()];
    missions.read(); // writing at once what was typed here could bring back what the other tab is erasing
    const gone = before && !missions.find(before);
    if (!gone && before !== missions.desk().current) flush();
    show();
    if (before && before !== sheet.shown()) line.textContent = say(gone && typing ? "gone" : "switched");
  });

  page.classList.add("pk-mission--live");
  const failed = missions.read();
  show();
  if (failed) line.textContent = speaker("kit")(failed);
  sheet.where.hidden = failed === "refused";
  kept.countPages();
})();
