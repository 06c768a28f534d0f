// @ts-check
// A checklist that follows its reader: each point done, not applicable or put off, in named lists of a mission, kept in
// this browser under the points' stable ids: a corrected wording keeps its answer. Nothing is sent: links hold their
// data in the fragment. Without this script the list reads and its boxes tick.
(() => {
  "use strict";
  const place = document.querySelector("[data-checklist]");
  if (!(place instanceof HTMLElement)) return;
  const { make, ask, status, speaker, ...kit } = self.kit;
  const { now, answer, settled, inWords, ...runs } = kitRuns;
  const say = speaker("checklist");
  const list = place.dataset.checklist ?? "";
  const title = place.dataset.title ?? "";

  const LINK = "liste="; // what the fragment of a shared link begins with
  const LINK_LENGTH = 2000; // past which messengers cut links
  const FILE_LENGTH = 1_000_000;

  const current = kitCurrent(list);
  const { keeper, run, add, edit } = current;
  const line = status();

  /** @param {Item} item @param {Answer | undefined} given */
  const set = (item, given) => {
    edit(({ items }) => {
      if (given) items[item.id] = given;
      else delete items[item.id];
    });
    show();
  };

  const items = kitPoints.itemsOf(place, run, (item, given) => {
    set(item, given);
    line.textContent = say("now", { state: inWords(given && { ...given, note: "" }) });
  });

  const show = () => {
    const kept = current.look();
    const [shown, preview] = [current.shown(), current.preview()];
    items.forEach((item) => kitPoints.show(item, shown, !!preview || !!shown.ended));
    notices.show(kept);
    bar.show(kept);
  };

  // -- what the reader does with it ------------------------------------------------------------------------------------

  const end = () => {
    const lacking = items.some((item) => item.critical && !settled(answer(run(), item)));
    notices.insist(lacking);
    const time = now();
    if (!lacking) edit((run) => (run.ended = time));
    line.textContent = "";
    show();
    (lacking ? notices.lacking : notices.ended).focus();
  };

  const reopen = () => {
    edit((run) => (run.ended = null));
    show();
    line.textContent = say("reopened");
    bar.finish.focus();
  };

  const start = () => {
    add(runs.begun(keeper.kept()));
    show();
    line.textContent = say("new_shown");
    bar.more.focus();
  };

  const rename = async () => {
    const id = "pk--name";
    const input = make("input", {
      id,
      name: "name",
      class: "pk-input",
      maxlength: runs.NAME_LENGTH,
      required: true,
      autocomplete: "off",
      value: run().name,
    });
    const answered = await ask({
      title: say("rename_title"),
      content: [make("p", {}, make("label", { for: id }, say("rename_label")), input)],
      action: say("rename"),
    });
    if (!answered?.name) return;
    edit((run) => (run.name = answered.name));
    show();
    line.textContent = say("renamed", { name: answered.name });
  };

  const remove = async () => {
    const { id, name } = run();
    const content = [make("p", {}, say("delete_text"))];
    if (!(await ask({ title: say("delete_title", { name }), content, action: say("delete"), danger: true }))) return;
    current.remove(id);
    show();
    line.textContent = say("deleted", { name });
  };

  /** @param {string} id */
  const choose = (id) => {
    current.choose(id);
    show();
    edit(() => {}); // opened: the last one touched
    notices.insist(false);
    show();
    line.textContent = say("shown", { name: run().name });
  };

  /** Keep what the reader has now seen of the points. @param {boolean} [quiet] */
  const see = (quiet) => {
    const seen = Object.fromEntries(items.map(({ id, fingerprint }) => [id, fingerprint]));
    keeper.update((kept) => (kept.seen = seen), quiet);
    show();
  };

  const acknowledge = () => {
    see();
    bar.more.focus();
  };

  // -- from hand to hand -----------------------------------------------------------------------------------------------

  const shared = () => ({ list, name: run().name || say("run_fresh"), ended: run().ended, items: run().items });

  const link = async () => {
    const fragment = `${LINK}${kit.packed(shared())}`;
    await kit.share(fragment, line);
    line.append(make("span", {}, " ", say("link_holds"), fragment.length > LINK_LENGTH && ` ${say("link_long")}`));
  };

  const forgetLink = () =>
    location.hash.startsWith(`#${LINK}`) && history.replaceState(null, "", location.href.split("#")[0]);

  /** Show what was received, if it is a list of this page; else say *refusal*. @param {unknown} value @param {string} refusal */
  const offer = (value, refusal) => {
    const fits = runs.isShared(value, list);
    if (fits) {
      const known = items.filter(({ id }) => Object.hasOwn(value.items, id));
      const answers = Object.fromEntries(known.map(({ id }) => [id, value.items[id]]));
      const name = value.name || say("run_fresh");
      current.receive({ ...runs.blank(), name, ended: value.ended, items: answers });
    } else {
      current.receive(null);
      forgetLink();
    }
    show();
    line.textContent = fits ? "" : refusal;
    if (fits) notices.received.focus();
  };

  const receive = () =>
    location.hash.startsWith(`#${LINK}`) && offer(kit.unpacked(location.hash.slice(LINK.length + 1)), say("bad_link"));

  /** @param {File} file */
  const open = async (file) => {
    let value;
    try {
      value = file.size <= FILE_LENGTH && JSON.parse(await file.text());
    } catch {} // no JSON, or gone since: refused below
    offer(value, say("bad_file"));
  };

  /** What was received gives its place back to the reader's own. @param {string} news */
  const leave = (news) => {
    current.receive(null);
    forgetLink();
    show();
    line.textContent = say(news, { name: run().name });
    bar.more.focus();
  };

  const take = () => {
    const preview = current.preview();
    if (!preview) return;
    const { name, ended, items } = preview;
    add(runs.begun(keeper.kept(), { name, ended, items }));
    leave("taken");
  };

  const ignore = () => leave("ignored");

  /** @param {string} extension @param {string} type @param {string} text */
  const give = (extension, type, text) =>
    kit.download(`${kit.fileName(`${list} ${run().name}`)}.${extension}`, type, text);
  const file = () => give("json", "application/json", JSON.stringify(shared(), null, 1));
  const csv = () => give("csv", "text/csv", runs.csv(run(), items));
  const markdown = () => give("md", "text/markdown", runs.markdown(title, run(), items));

  // -- the page --------------------------------------------------------------------------------------------------------

  const notices = kitNotices(items, current, { start, reopen, acknowledge, take, ignore });
  const acts = { end, start, rename, remove, choose, link, file, open, csv, markdown };
  const bar = kitBar(items, current, line, acts);

  // what a link leads to stops under the bar, however tall the bar is
  new ResizeObserver(() => place.style.setProperty("--pk-bar", `${bar.bar.offsetHeight}px`)).observe(bar.bar);
  place.prepend(bar.bar, ...notices.above);
  place.append(notices.below);
  place.addEventListener("change", ({ target }) => {
    const item = items.find(({ box }) => box === target);
    if (!item) return;
    line.textContent = "";
    set(item, item.box.checked ? { state: "done" } : undefined);
  });
  keeper.watch(show);
  kit.store.watch("missions", () => {
    current.choose("");
    show();
  });
  self.addEventListener("hashchange", receive);

  if (Object.keys(keeper.kept().seen).length === 0) see(true);
  show();
  receive();
})();
